package io.medlinks.notes.letter;

/**
 * A letter as published.
 *
 * @param letterId the letter's id
 * @param version from 1
 * @param text the words; some make the reader stumble
 */
public record Letter(String letterId, long version, String text) {

	/** Cannot be taken until it is mended. */
	public static final String IMPOSSIBLE = "impossible";

	/** Waits until the test lets it go. */
	public static final String HELD = "held";

	/** Needs a store that may be away. */
	public static final String ELSEWHERE = "elsewhere";

}
