package io.medlinks.ai.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The Flesch-Kincaid grade of a text: Kincaid, Fishburne, Rogers and Chissom, "Derivation
 * of New Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75,
 * 1975. Syllables are counted as groups of vowels, without a silent e.
 */
final class ReadingLevel {

	private static final Pattern SYLLABLE = Pattern.compile("[aeiouy]+");

	private ReadingLevel() {
	}

	/** The school year in which the text can be read. */
	static double grade(String text) {
		List<String> words = words(text);
		double sentences = Math.max(1,
				Arrays.stream(text.split("[.!?:]+\\s*")).filter((part) -> !part.isBlank()).count());
		double syllables = words.stream().mapToInt(ReadingLevel::syllables).sum();
		return 0.39 * words.size() / sentences + 11.8 * syllables / words.size() - 15.59;
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z'’]+"))
			.filter((word) -> word.matches(".*[a-z].*"))
			.toList();
	}

	static int syllables(String word) {
		int groups = (int) SYLLABLE.matcher(word).results().count();
		boolean silent = word.endsWith("e") && !word.endsWith("le") && groups > 1;
		return Math.max(1, silent ? groups - 1 : groups);
	}

}
