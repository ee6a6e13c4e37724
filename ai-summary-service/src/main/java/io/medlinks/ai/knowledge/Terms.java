package io.medlinks.ai.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medlinks.ai.urgency.Words;

/**
 * Turns text into the terms that are searched for: words without their endings, without
 * small words, and with what lay words (English, German, Arabic) stand for.
 */
public final class Terms {

	private static final int SHORTEST_STEM = 3;

	private final Set<String> small;

	private final List<LayWord> layWords;

	/**
	 * Knows the small words and the lay words.
	 * @param small words that say nothing about the subject
	 * @param layWords what lay words stand for; a word may end in {@code *}
	 */
	Terms(List<String> small, Map<String, String> layWords) {
		this.small = new LinkedHashSet<>();
		small.forEach((word) -> this.small.addAll(words(word)));
		this.layWords = layWords.entrySet()
			.stream()
			.flatMap((entry) -> LayWord.of(entry.getKey(), entry.getValue()).stream())
			.toList();
	}

	/**
	 * The terms of what somebody asks, lay words included.
	 * @param text the question
	 */
	public Set<String> ofQuestion(String text) {
		List<String> words = words(text);
		Set<String> terms = new LinkedHashSet<>(stems(words));
		for (LayWord layWord : this.layWords) {
			if (layWord.startIn(words) >= 0) {
				terms.addAll(stems(words(layWord.meaning())));
			}
		}
		return terms;
	}

	/**
	 * The terms of what somebody asks that a lay word says in other words; nothing is
	 * unknown about them.
	 * @param text the question
	 */
	Set<String> explained(String text) {
		List<String> words = words(text);
		Set<String> explained = new LinkedHashSet<>();
		for (LayWord layWord : this.layWords) {
			int start = layWord.startIn(words);
			if (start >= 0) {
				explained.addAll(stems(words.subList(start, start + layWord.words().size())));
			}
		}
		return explained;
	}

	/**
	 * The terms of a text, each as often as it stands there.
	 * @param text the text
	 */
	public List<String> of(String text) {
		return stems(words(text));
	}

	/**
	 * Whether a question says nothing of its own, as in "and how long does it last?".
	 * @param text the question
	 */
	public boolean isBare(String text) {
		return ofQuestion(text).isEmpty();
	}

	private List<String> stems(List<String> words) {
		return words.stream().filter((word) -> !this.small.contains(word)).map(Terms::stem).toList();
	}

	private static List<String> words(String text) {
		return Words.of(text).stream().filter(Words::isWord).toList();
	}

	/**
	 * A light stemmer for English: plural, -ing, -ed, -er and -ly, and a silent e.
	 */
	static String stem(String word) {
		String stem = word;
		if (stem.endsWith("ies") && stem.length() > SHORTEST_STEM + 1) {
			stem = stem.substring(0, stem.length() - 3) + "y";
		}
		else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us") && !stem.endsWith("is")
				&& stem.length() > SHORTEST_STEM) {
			stem = stem.substring(0, stem.length() - 1);
		}
		for (String ending : List.of("ing", "ed", "ly")) {
			if (stem.endsWith(ending) && stem.length() - ending.length() >= SHORTEST_STEM) {
				stem = single(stem.substring(0, stem.length() - ending.length()));
				break;
			}
		}
		return (stem.endsWith("e") && stem.length() > SHORTEST_STEM) ? stem.substring(0, stem.length() - 1) : stem;
	}

	/** Turns {@code vomitt} of "vomitting" into {@code vomit}. */
	private static String single(String stem) {
		int last = stem.length() - 1;
		boolean doubled = last > 1 && stem.charAt(last) == stem.charAt(last - 1)
				&& "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
		return doubled ? stem.substring(0, last) : stem;
	}

	/**
	 * Words that people use and what they mean.
	 */
	private record LayWord(List<String> words, boolean open, String meaning) {

		static List<LayWord> of(String written, String meaning) {
			List<LayWord> all = new ArrayList<>();
			for (String alternative : written.split("\\|")) {
				boolean open = alternative.strip().endsWith("*");
				all.add(new LayWord(Terms.words(alternative), open, meaning));
			}
			return all;
		}

		/** Where it stands first; -1 where it does not. */
		int startIn(List<String> text) {
			for (int start = 0; start + this.words.size() <= text.size(); start++) {
				if (matchesAt(text, start)) {
					return start;
				}
			}
			return -1;
		}

		private boolean matchesAt(List<String> text, int start) {
			for (int i = 0; i < this.words.size(); i++) {
				String word = text.get(start + i);
				boolean last = i == this.words.size() - 1;
				boolean fits = (last && this.open) ? word.startsWith(this.words.get(i))
						: word.equals(this.words.get(i));
				if (!fits) {
					return false;
				}
			}
			return true;
		}

	}

}
