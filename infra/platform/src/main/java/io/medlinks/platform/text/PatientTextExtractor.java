package io.medlinks.platform.text;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;

/**
 * Lets constraints such as {@code @NotBlank} and {@code @Size} look at a patient's words.
 */
@UnwrapByDefault
public final class PatientTextExtractor implements ValueExtractor<@ExtractedValue(type = String.class) PatientText> {

	@Override
	public void extractValues(PatientText text, ValueReceiver receiver) {
		receiver.value(null, (text != null) ? text.value() : null);
	}

}
