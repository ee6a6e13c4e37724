package io.medlinks.ai.interview;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The same words in each language of the question trees.
 *
 * @param words the words by language
 */
record Localized(Map<String, String> words) {

	static Localized parse(JsonNode node) {
		Map<String, String> words = new LinkedHashMap<>();
		for (String language : QuestionTrees.LANGUAGES) {
			String text = node.path(language).asString("");
			if (text.isBlank()) {
				throw new IllegalArgumentException("No words in " + language + ": " + node);
			}
			words.put(language, text);
		}
		return new Localized(Map.copyOf(words));
	}

	String in(String language) {
		String text = this.words.get(language);
		if (text == null) {
			throw new IllegalArgumentException("The question trees do not speak " + language);
		}
		return text;
	}

}
