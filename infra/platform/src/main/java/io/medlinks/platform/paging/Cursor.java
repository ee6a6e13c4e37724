package io.medlinks.platform.paging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.medlinks.platform.problem.Problem;

/**
 * The sort values of the last item seen. A cursor only says where to go on; what a list
 * shows is decided by its own filter, so a foreign cursor opens nothing.
 *
 * @param parts the sort values, the id last
 */
public record Cursor(List<String> parts) {

	private static final String SEPARATOR = "\u001f";

	/**
	 * A cursor behind an item.
	 * @param parts its sort values, its id last
	 */
	public static Cursor after(Object... parts) {
		return new Cursor(List.of(parts).stream().map(Object::toString).toList());
	}

	/**
	 * Reads a cursor back.
	 * @param encoded what the caller sent
	 * @throws Problem 400 where it is none
	 */
	public static Cursor parse(String encoded) {
		try {
			String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
			if (!text.startsWith("c1" + SEPARATOR) || text.length() > 1000) {
				throw Problem.badCursor();
			}
			return new Cursor(List.of(text.substring(3).split(SEPARATOR, -1)));
		}
		catch (IllegalArgumentException ex) {
			throw Problem.badCursor();
		}
	}

	/** The cursor as the caller sees it. */
	public String encoded() {
		String text = "c1" + SEPARATOR + String.join(SEPARATOR, this.parts);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A sort value.
	 * @param index which one
	 * @throws Problem 400 where the cursor has fewer
	 */
	public String text(int index) {
		if (index >= this.parts.size()) {
			throw Problem.badCursor();
		}
		return this.parts.get(index);
	}

	/**
	 * A sort value that is a point in time.
	 * @param index which one
	 * @throws Problem 400 where it is none
	 */
	public Instant instant(int index) {
		try {
			return Instant.parse(text(index));
		}
		catch (DateTimeException ex) {
			throw Problem.badCursor();
		}
	}

	/**
	 * A sort value that is a whole number.
	 * @param index which one
	 * @throws Problem 400 where it is none
	 */
	public long number(int index) {
		try {
			return Long.parseLong(text(index));
		}
		catch (NumberFormatException ex) {
			throw Problem.badCursor();
		}
	}

}
