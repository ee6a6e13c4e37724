package io.medlinks.ai.urgency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A phrase to look for: words in a row, each with alternatives ({@code a|b}), stems
 * ({@code bleed*}, {@code *schmerz*}) and number ranges ({@code #38..43}); {@code ...}
 * stands for up to three words of the same clause. A whole word of six letters or more
 * also matches with one slip of the pen.
 */
final class Phrase {

	private static final int LONGEST_GAP = 3;

	private static final int SHORTEST_MISSPELT = 6;

	private static final Set<Character> DIGITS = "0123456789".chars()
		.mapToObj((digit) -> (char) digit)
		.collect(Collectors.toUnmodifiableSet());

	private final List<Element> elements;

	private final Set<Character> firstLetters;

	private Phrase(List<Element> elements) {
		this.elements = elements;
		this.firstLetters = elements.getFirst().firstLetters();
	}

	static Phrase parse(String pattern) {
		List<Element> elements = new ArrayList<>();
		boolean gap = false;
		for (String part : pattern.strip().split(" +")) {
			if ("...".equals(part)) {
				gap = true;
				continue;
			}
			elements.add(new Element(gap, Arrays.stream(part.split("\\|")).map(Alternative::parse).toList()));
			gap = false;
		}
		if (gap || elements.isEmpty()) {
			throw new IllegalArgumentException("A phrase needs a word at its end: " + pattern);
		}
		return new Phrase(elements);
	}

	/** The letters with one of which the phrase begins; none where it may be any. */
	Set<Character> firstLetters() {
		return this.firstLetters;
	}

	/**
	 * Whether the phrase stands in the text at this word, and ends within the sentence.
	 * @return the index behind its last word, or -1
	 */
	int matchAt(List<String> words, int start, Language language) {
		return match(words, start, 0, language);
	}

	private int match(List<String> words, int position, int index, Language language) {
		if (index == this.elements.size()) {
			return position;
		}
		Element element = this.elements.get(index);
		int most = element.afterGap() ? LONGEST_GAP : 0;
		for (int skipped = 0; skipped <= most; skipped++) {
			int at = position + skipped;
			if (at >= words.size() || !Words.isWord(words.get(at))) {
				return -1;
			}
			if (element.matches(words.get(at))) {
				int end = match(words, at + 1, index + 1, language);
				if (end >= 0) {
					return end;
				}
			}
			if (language.turns(words.get(at))) {
				return -1;
			}
		}
		return -1;
	}

	private record Element(boolean afterGap, List<Alternative> alternatives) {

		Set<Character> firstLetters() {
			List<Set<Character>> each = this.alternatives.stream().map(Alternative::firstLetters).toList();
			return each.stream().anyMatch(Set::isEmpty) ? Set.of()
					: each.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
		}

		boolean matches(String word) {
			for (Alternative alternative : this.alternatives) {
				if (alternative.matches(word)) {
					return true;
				}
			}
			return false;
		}

	}

	private record Alternative(String text, Kind kind, double from, double to) {

		static Alternative parse(String written) {
			if (written.startsWith("#")) {
				String[] range = written.substring(1).split("\\.\\.");
				return new Alternative("", Kind.NUMBER, Double.parseDouble(range[0]), Double.parseDouble(range[1]));
			}
			boolean open = written.startsWith("*");
			boolean stem = written.endsWith("*");
			String text = Words.normalized(written.substring(open ? 1 : 0, written.length() - (stem ? 1 : 0)));
			Kind kind = open ? (stem ? Kind.WITHIN : Kind.ENDING) : (stem ? Kind.STEM : Kind.WORD);
			return new Alternative(text, kind, 0, 0);
		}

		/** A slip of the pen never changes the first letter. */
		Set<Character> firstLetters() {
			return switch (this.kind) {
				case WORD, STEM -> Set.of(this.text.charAt(0));
				case ENDING, WITHIN -> Set.of();
				case NUMBER -> DIGITS;
			};
		}

		boolean matches(String word) {
			return switch (this.kind) {
				case WORD -> word.equals(this.text) || isOneSlip(this.text, word);
				case STEM -> word.startsWith(this.text);
				case ENDING -> word.endsWith(this.text);
				case WITHIN -> word.contains(this.text);
				case NUMBER -> isBetween(word);
			};
		}

		private boolean isBetween(String word) {
			if (word.charAt(0) < '0' || word.charAt(0) > '9') {
				return false;
			}
			double number = Double.parseDouble(word);
			return number >= this.from && number <= this.to;
		}

		/**
		 * Whether one letter was left out, added, replaced or swapped with its neighbour;
		 * the first letter is never wrong.
		 */
		private static boolean isOneSlip(String meant, String written) {
			int difference = written.length() - meant.length();
			if (meant.length() < SHORTEST_MISSPELT || difference < -1 || difference > 1
					|| meant.charAt(0) != written.charAt(0)) {
				return false;
			}
			int i = 0;
			while (i < meant.length() && i < written.length() && meant.charAt(i) == written.charAt(i)) {
				i++;
			}
			if (difference == 1) {
				return meant.substring(i).equals(written.substring(i + 1));
			}
			if (difference == -1) {
				return meant.substring(i + 1).equals(written.substring(i));
			}
			if (meant.substring(i + 1).equals(written.substring(i + 1))) {
				return true;
			}
			return i + 1 < meant.length() && meant.charAt(i) == written.charAt(i + 1)
					&& meant.charAt(i + 1) == written.charAt(i)
					&& meant.substring(i + 2).equals(written.substring(i + 2));
		}

	}

	private enum Kind {

		WORD, STEM, ENDING, WITHIN, NUMBER

	}

}
