package io.medlinks.ai.urgency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The small words that turn a phrase into its opposite, and how far they reach. A negator
 * reaches the first word behind it that is more than a filler ("no real chest pain"), and
 * the items of a list that ends in a connector ("no fever, cough or chest pain"). Where
 * the grammar is unclear the phrase counts as said, because a missed emergency is worse
 * than a needless call.
 */
final class Language {

	private static final int LONGEST_ITEM = 5;

	/** By their first word, which is looked for at each word of a text. */
	private final Map<String, List<List<String>>> negators;

	private final Set<String> negatingWords;

	private final Set<String> fillers;

	private final Set<String> connectors;

	private final Set<String> contrasts;

	private final Set<String> joiners;

	private final List<List<String>> afterthoughts;

	Language(List<String> negators, List<String> fillers, List<String> connectors, List<String> contrasts,
			List<String> joiners, List<String> afterthoughts) {
		this.negators = negators.stream().map(Words::of).collect(Collectors.groupingBy(List::getFirst));
		this.negatingWords = new HashSet<>(words(negators.stream().filter((negator) -> !negator.contains(" "))));
		this.fillers = words(fillers.stream());
		this.connectors = words(connectors.stream());
		this.contrasts = words(contrasts.stream());
		this.joiners = words(joiners.stream());
		this.afterthoughts = afterthoughts.stream().map(Words::of).toList();
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
				deny(words, behind, denied);
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

	private boolean isDoubled(List<String> words, int negator) {
		return negator > 0 && this.negatingWords.contains(words.get(negator - 1));
	}

	private int behindNegator(List<String> words, int at) {
		for (List<String> negator : this.negators.getOrDefault(words.get(at), List.of())) {
			int behind = at + negator.size();
			if (behind <= words.size() && words.subList(at, behind).equals(negator)) {
				return behind;
			}
		}
		return -1;
	}

	private void deny(List<String> words, int from, Set<Integer> denied) {
		List<Integer> items = new ArrayList<>(List.of(from));
		int lastConnected = 0;
		int length = 0;
		for (int i = from; i < words.size(); i++) {
			String word = words.get(i);
			if (Words.SENTENCE_END.equals(word) || this.contrasts.contains(word) || this.joiners.contains(word)) {
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
