package io.medlinks.ai.urgency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where in a text a phrase can begin, by the first letters of its words. Most phrases are
 * thus looked for at a few words of a long text instead of at all of them.
 */
final class Starts {

	private final int words;

	private final Map<Character, List<Integer>> byFirstLetter = new HashMap<>();

	Starts(List<String> words) {
		this.words = words.size();
		for (int i = 0; i < words.size(); i++) {
			this.byFirstLetter.computeIfAbsent(words.get(i).charAt(0), (_) -> new ArrayList<>()).add(i);
		}
	}

	/** The words at which a phrase can begin. */
	Iterable<Integer> of(Phrase phrase) {
		Set<Character> letters = phrase.firstLetters();
		if (letters.isEmpty()) {
			return IntStream.range(0, this.words)::iterator;
		}
		return () -> letters.stream()
			.flatMap((letter) -> this.byFirstLetter.getOrDefault(letter, List.of()).stream())
			.iterator();
	}

}
