package io.medlinks.ai.urgency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The small words that turn a phrase into its opposite, and how far they reach. A negator
 * reaches the first word behind it that is more than a filler ("no real chest pain"), and
 * the items of a list that ends in a connector ("no fever, cough or chest pain"), but
 * only where it denies that there is something ("not well, chest pain or ..." is no such
 * list). What is never there without something is there ("cannot walk without chest
 * pain"), and so is what was never there like this before. Where the grammar is unclear
 * the phrase counts as said, because a missed emergency is worse than a needless call.
 */
final class Language {

	private static final int LONGEST_ITEM = 5;

	private static final int LONGEST_LINK = 2;

	/** By their first word, which is looked for at each word of a text. */
	private final Map<String, List<List<String>>> negators;

	private final Set<String> negatingWords;

	private final Set<String> fillers;

	private final Set<String> connectors;

	private final Set<String> contrasts;

	private final Set<String> joiners;

	private final Set<String> listNegators;

	private final Set<String> havings;

	private final Set<String> withouts;

	private final Set<String> inabilities;

	private final List<List<String>> comparisons;

	private final List<List<String>> afterthoughts;

	/**
	 * The words of a language, or of several.
	 * @param written the words of a kind, by the name that the rule file gives the kind
	 */
	Language(Function<String, List<String>> written) {
		List<String> negators = written.apply("negators");
		this.negators = negators.stream().map(Words::of).collect(Collectors.groupingBy(List::getFirst));
		this.negatingWords = words(negators.stream().filter((negator) -> !negator.contains(" ")));
		this.fillers = words(written.apply("fillers").stream());
		this.connectors = words(written.apply("connectors").stream());
		this.contrasts = words(written.apply("contrasts").stream());
		this.joiners = words(written.apply("joiners").stream());
		this.listNegators = words(written.apply("listNegators").stream());
		this.havings = words(written.apply("havings").stream());
		this.withouts = words(written.apply("withouts").stream());
		this.inabilities = words(written.apply("inabilities").stream());
		this.comparisons = written.apply("comparisons").stream().map(Words::of).toList();
		this.afterthoughts = written.apply("afterthoughts").stream().map(Words::of).toList();
	}

	private static Set<String> words(Stream<String> written) {
		Set<String> words = new HashSet<>();
		written.map(Words::normalized).forEach(words::add);
		return words;
	}

	/**
	 * Whether a word between the parts of a phrase changes what the phrase means.
	 */
	boolean turns(String word) {
		return this.negatingWords.contains(word) || this.contrasts.contains(word);
	}

	/**
	 * The positions at which a phrase may begin that is then denied.
	 */
	Set<Integer> deniedStarts(List<String> words) {
		Set<Integer> denied = new HashSet<>();
		for (int i = 0; i < words.size(); i++) {
			int behind = behindNegator(words, i);
			if (behind > 0 && behind < words.size() && Words.isWord(words.get(behind)) && !isDoubled(words, i)) {
				deny(words, behind, isOfList(words, i, behind), denied);
			}
		}
		return denied;
	}

	/**
	 * Whether the phrase that ends here is taken back, as in "chest pain: none" or
	 * "Brustschmerzen habe ich nicht".
	 */
	boolean isTakenBack(List<String> words, int end) {
		int from = (end < words.size() && Words.CLAUSE_END.equals(words.get(end))) ? end + 1 : end;
		for (List<String> afterthought : this.afterthoughts) {
			int behind = from + afterthought.size();
			if (behind <= words.size() && words.subList(from, behind).equals(afterthought)
					&& (behind == words.size() || !Words.isWord(words.get(behind)))
					&& (from > end || afterthought.size() > 1)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the phrase that ends here is compared with what was before, as in "no
	 * headache this bad before".
	 */
	boolean isCompared(List<String> words, int end) {
		for (int at = end; at <= end + LONGEST_LINK && at < words.size(); at++) {
			for (List<String> comparison : this.comparisons) {
				if (standsAt(words, at, comparison)) {
					return true;
				}
			}
			if (!Words.isWord(words.get(at))) {
				return false;
			}
		}
		return false;
	}

	private static boolean standsAt(List<String> words, int at, List<String> sought) {
		int behind = at + sought.size();
		return behind <= words.size() && words.subList(at, behind).equals(sought);
	}

	private boolean isDoubled(List<String> words, int negator) {
		if (negator > 0 && this.negatingWords.contains(words.get(negator - 1))) {
			return true;
		}
		return this.withouts.contains(words.get(negator)) && isUnableBefore(words, negator);
	}

	private boolean isUnableBefore(List<String> words, int at) {
		for (int i = at - 1; i >= 0; i--) {
			String word = words.get(i);
			if (!Words.isWord(word) || this.contrasts.contains(word)) {
				return false;
			}
			if (this.inabilities.contains(word) || this.negatingWords.contains(word)) {
				return true;
			}
		}
		return false;
	}

	private boolean isOfList(List<String> words, int negator, int behind) {
		return this.listNegators.contains(String.join(" ", words.subList(negator, behind)))
				|| this.havings.contains(words.get(behind));
	}

	private int behindNegator(List<String> words, int at) {
		for (List<String> negator : this.negators.getOrDefault(words.get(at), List.of())) {
			if (standsAt(words, at, negator)) {
				return at + negator.size();
			}
		}
		return -1;
	}

	private void deny(List<String> words, int from, boolean list, Set<Integer> denied) {
		List<Integer> items = new ArrayList<>(List.of(from));
		int lastConnected = 0;
		int length = 0;
		for (int i = from; i < words.size(); i++) {
			String word = words.get(i);
			if (Words.SENTENCE_END.equals(word) || this.contrasts.contains(word) || this.joiners.contains(word)) {
				break;
			}
			if (Words.CLAUSE_END.equals(word) && !list) {
				break;
			}
			boolean connector = this.connectors.contains(word);
			if (connector || Words.CLAUSE_END.equals(word)) {
				if (i + 1 < words.size() && this.connectors.contains(words.get(i + 1))) {
					continue;
				}
				items.add(i + 1);
				lastConnected = connector ? items.size() : lastConnected;
				length = 0;
			}
			else if (!this.fillers.contains(word) && ++length > LONGEST_ITEM) {
				break;
			}
		}
		for (int item : items.subList(0, Math.max(1, lastConnected))) {
			addFrom(words, item, denied);
		}
	}

	/** Denies a phrase that begins with the item or behind its fillers. */
	private void addFrom(List<String> words, int item, Set<Integer> denied) {
		int at = item;
		while (at < words.size() && Words.isWord(words.get(at))) {
			denied.add(at);
			if (!this.fillers.contains(words.get(at))) {
				return;
			}
			at++;
		}
	}

}
