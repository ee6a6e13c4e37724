package io.medlinks.ai.urgency;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as the rules see it: lower-case words without accents, numbers, and the places
 * where a clause (",") or a sentence (".") ends. The browser's interpreter does the same,
 * step by step.
 */
public final class Words {

	static final String CLAUSE_END = ",";

	static final String SENTENCE_END = ".";

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´ʼ\u0640]");

	private static final Pattern TOKENS = Pattern
		.compile("([0-9]+(?:[.,][0-9]+)?)|(\\p{L}+)|( [-–—]+ |[,:()/–—،])|([.!?;\n؟؛])");

	/** What is written as two words or as one, with or without an apostrophe. */
	private static final Map<String, String> CONTRACTED = Map.of("can", "cannot", "could", "couldnt", "do", "dont",
			"does", "doesnt", "did", "didnt");

	private Words() {
	}

	/**
	 * The words, numbers and ends of clauses and sentences of a text.
	 * @param text any text
	 */
	public static List<String> of(String text) {
		List<String> words = new ArrayList<>();
		Matcher matcher = TOKENS.matcher(normalized(text));
		while (matcher.find()) {
			if (matcher.group(1) != null) {
				words.add(matcher.group(1).replace(',', '.'));
			}
			else if (matcher.group(2) != null) {
				add(words, matcher.group(2));
			}
			else {
				words.add((matcher.group(3) != null) ? CLAUSE_END : SENTENCE_END);
			}
		}
		return words;
	}

	private static void add(List<String> words, String word) {
		String contracted = (word.equals("not") && !words.isEmpty()) ? CONTRACTED.get(words.getLast()) : null;
		if (contracted != null) {
			words.removeLast();
		}
		words.add((contracted != null) ? contracted : word);
	}

	/**
	 * Folds what people write in different ways: case, accents, apostrophes, German sharp
	 * s, Arabic letter forms and digits.
	 */
	static String normalized(String text) {
		// The apostrophes go first: NFKD turns the acute accent into a space and a mark.
		String plain = APOSTROPHES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
		plain = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
		StringBuilder folded = new StringBuilder(plain.length());
		for (int i = 0; i < plain.length(); i++) {
			char letter = plain.charAt(i);
			switch (letter) {
				case 'ß' -> folded.append("ss");
				case 'ة' -> folded.append('ه');
				case 'ى' -> folded.append('ي');
				default -> folded.append(digit(letter));
			}
		}
		return folded.toString();
	}

	private static char digit(char letter) {
		if (letter >= '٠' && letter <= '٩') {
			return (char) ('0' + (letter - '٠'));
		}
		if (letter >= '۰' && letter <= '۹') {
			return (char) ('0' + (letter - '۰'));
		}
		return letter;
	}

	/**
	 * Whether a token is a word or a number, not the end of a clause or sentence.
	 * @param token a token of {@link #of}
	 */
	public static boolean isWord(String token) {
		return !CLAUSE_END.equals(token) && !SENTENCE_END.equals(token);
	}

}
