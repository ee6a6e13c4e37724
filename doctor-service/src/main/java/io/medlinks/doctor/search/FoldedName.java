package io.medlinks.doctor.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.medlinks.platform.problem.Problem;

/**
 * A name without case and accents, so that {@code jose} finds {@code José}.
 *
 * @param value the folded name
 */
public record FoldedName(String value) {

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Pattern SPACES = Pattern.compile("\\s+");

	private static final int LONGEST_SEARCH = 100;

	/**
	 * Folds a name.
	 * @param name the name as it is written
	 */
	public static FoldedName of(String name) {
		String apart = Normalizer.normalize(name, Normalizer.Form.NFKD);
		String folded = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT).replace("ß", "ss");
		return new FoldedName(SPACES.matcher(folded.strip()).replaceAll(" "));
	}

	/**
	 * What finds the names that a caller searches for: those with a word that starts with
	 * what was typed.
	 * @param search what was typed; null or blank for all names
	 * @return a regular expression over folded names, or null for all names
	 * @throws Problem 400 where it is too long or no text
	 */
	public static @Nullable Pattern startingWith(@Nullable String search) {
		if (search == null || search.isBlank()) {
			return null;
		}
		if (search.length() > LONGEST_SEARCH) {
			throw Problem.validation("q", "must have at most " + LONGEST_SEARCH + " characters");
		}
		if (search.chars().anyMatch(Character::isISOControl)) {
			throw Problem.validation("q", "must have no control characters");
		}
		return Pattern.compile("(^|[ .-])" + Pattern.quote(of(search).value()));
	}

}
