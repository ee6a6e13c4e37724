package io.medlinks.platform.web;

import io.medlinks.platform.text.PatientText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads text: a JSON string, not a number, of whole characters. Half of a character could
 * be kept but never be sent again, and a null character is none that anybody typed.
 */
final class TextDeserializer extends StringDeserializer {

	static final TextDeserializer INSTANCE = new TextDeserializer();

	private TextDeserializer() {
	}

	/** Reads what a patient wrote in the same way. */
	static ValueDeserializer<PatientText> ofPatients() {
		return new StdScalarDeserializer<>(PatientText.class) {

			@Override
			public PatientText deserialize(JsonParser parser, DeserializationContext context) {
				return new PatientText(INSTANCE.deserialize(parser, context));
			}

		};
	}

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.hasToken(JsonToken.VALUE_STRING)) {
			throw MismatchedInputException.from(parser, String.class, "is no text");
		}
		String text = super.deserialize(parser, context);
		if (text.codePoints().anyMatch(TextDeserializer::isNone)) {
			throw MismatchedInputException.from(parser, String.class, "holds a character that is none");
		}
		return text;
	}

	private static boolean isNone(int character) {
		return character == 0 || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
	}

}
