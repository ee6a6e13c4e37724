package io.medlinks.ai.summary;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the symptoms of the catalogue are called.
 */
public final class SymptomNames {

	private final Map<String, String> labels;

	SymptomNames(List<Item> items) {
		this.labels = items.stream().collect(Collectors.toUnmodifiableMap(Item::code, Item::label));
	}

	/**
	 * The name of a symptom within a sentence, such as {@code chest pain}.
	 * @param code its code; one that is unknown reads as it is
	 */
	public String of(String code) {
		return this.labels.getOrDefault(code, code.replace('-', ' ')).toLowerCase(Locale.ENGLISH);
	}

	record Item(String code, String label) {

	}

}
