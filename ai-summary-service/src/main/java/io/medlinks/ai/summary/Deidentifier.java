package io.medlinks.ai.summary;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.medlinks.ai.profile.PatientProfile;
import org.jspecify.annotations.Nullable;

/**
 * Takes out what tells who somebody is before words leave the system: what the profile
 * names, and what looks like an address, a number or a name. What it replaces can be
 * recognised in brackets; medical words and severities stay.
 */
public final class Deidentifier {

	private static final int SHORTEST_NAME = 2;

	private static final int SHORTEST_ADDRESS_PART = 5;

	private static final int SHORTEST_PHONE_END = 6;

	/**
	 * Each fails fast where it cannot match, so that one endless word costs no more than
	 * many.
	 */
	private static final List<Replacement> PATTERNS = List.of(
			new Replacement(
					Pattern.compile(
							"(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]++@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+"),
					"[EMAIL]"),
			new Replacement(Pattern.compile("(?i)\\b(?:https?://|www\\.)\\S+"), "[LINK]"),
			new Replacement(Pattern.compile("(?U)\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\\b"),
					"[ID]"),
			new Replacement(Pattern.compile("(?U)(?<![\\w.])\\+?\\(?\\d(?:[ ()/-]{0,2}\\d){6,14}(?![\\w])"),
					"[NUMBER]"),
			new Replacement(Pattern.compile(
					"(?U)\\b(?=[A-Za-z]{1,4}[-/ ]?\\d[\\d/-]{4})(?=[\\w-]*\\d{3})[A-Za-z]{1,4}[-/ ]?\\d[\\d/-]{4,}\\b"),
					"[ID]"),
			new Replacement(Pattern.compile(
					"(?U)\\b\\d{1,5}[a-z]?,? (?:[A-Z][\\w'-]+ ){1,4}(?i:street|st|road|rd|avenue|ave|lane|ln|drive|close|square|way)\\b\\.?"),
					"[ADDRESS]"),
			new Replacement(
					Pattern.compile(
							"(?U)\\b[A-ZÄÖÜ][\\w-]*(?:straße|strasse|str\\.|weg|gasse|platz|allee) ?\\d{1,4}[a-z]?\\b"),
					"[ADDRESS]"),
			new Replacement(Pattern.compile("(?U)\\b(?:Rua|Avenida|Praça|Calle|Via|Rue) (?:[\\w'-]+ ){1,5}\\d{1,5}\\b"),
					"[ADDRESS]"),
			new Replacement(Pattern.compile(
					"(?U)\\b(?:Dr|Doctor|Prof|Mr|Mrs|Ms|Miss|Herr|Frau|Doktor)\\b\\.?(?: (?:Dr|med)\\b\\.?)*(?: \\p{Lu}[\\w'-]+){1,3}"),
					"[NAME]"),
			new Replacement(Pattern.compile(
					"(?U)(?<=\\b(?i:my name is|i am called|ich heiße|ich heisse|mein name ist) )\\p{Lu}[\\w'-]+(?: \\p{Lu}[\\w'-]+){0,2}"),
					"[NAME]"),
			new Replacement(Pattern.compile(
					"(?U)(?<=\\b(?i:wife|husband|son|daughter|mother|father|sister|brother|partner|friend|frau|mann|sohn|tochter|mutter|vater|schwester|bruder|freund|freundin) )\\p{Lu}[\\w'-]+"),
					"[NAME]"));

	private final List<Replacement> replacements;

	private Deidentifier(List<Replacement> replacements) {
		this.replacements = replacements;
	}

	/**
	 * Knows what to take out.
	 * @param profile the patient's profile, where it is known
	 */
	public static Deidentifier of(Optional<PatientProfile> profile) {
		List<Replacement> replacements = new ArrayList<>();
		profile.ifPresent((known) -> addKnown(known, replacements));
		replacements.addAll(PATTERNS);
		profile.ifPresent((known) -> addNames(known, replacements));
		return new Deidentifier(replacements);
	}

	/**
	 * The text without what tells who somebody is.
	 * @param text what somebody wrote
	 */
	public String apply(String text) {
		String result = text;
		for (Replacement replacement : this.replacements) {
			result = replacement.pattern().matcher(result).replaceAll(replacement.mark());
		}
		return result;
	}

	private static void addKnown(PatientProfile profile, List<Replacement> replacements) {
		addWhole(profile.email(), "[EMAIL]", replacements);
		addWhole(profile.healthCardId(), "[ID]", replacements);
		addWhole(profile.id(), "[ID]", replacements);
		addWhole(profile.address(), "[ADDRESS]", replacements);
		if (profile.address() != null) {
			Arrays.stream(profile.address().split("[,\\n]"))
				.map(String::strip)
				.filter((part) -> part.length() >= SHORTEST_ADDRESS_PART)
				.forEach((part) -> addWhole(part, "[ADDRESS]", replacements));
		}
		if (profile.phone() != null) {
			addPhone(profile.phone().replaceAll("\\D", ""), replacements);
		}
		LocalDate birth = profile.birthDate();
		if (birth != null) {
			for (String form : List.of("uuuu-MM-dd", "d.M.uuuu", "dd.MM.uuuu", "d/M/uuuu", "dd/MM/uuuu", "M/d/uuuu",
					"MM/dd/uuuu", "d MMMM uuuu", "MMMM d, uuuu", "d MMM uuuu")) {
				addWhole(birth.format(DateTimeFormatter.ofPattern(form, Locale.ENGLISH)), "[BIRTH DATE]", replacements);
			}
		}
	}

	/** The whole number, and its end as people write it without the country's code. */
	private static void addPhone(String digits, List<Replacement> replacements) {
		if (digits.length() >= SHORTEST_PHONE_END) {
			String end = digits.substring(Math.max(0, digits.length() - 9));
			replacements.add(new Replacement(
					Pattern
						.compile("(?:\\+|00)?(?:\\d[ ()/.-]{0,2}){0,5}" + String.join("[ ()/.-]{0,2}", end.split(""))),
					"[PHONE]"));
		}
	}

	private static void addNames(PatientProfile profile, List<Replacement> replacements) {
		addWhole(profile.name(), "[NAME]", replacements);
		Arrays.stream(profile.name().split("[\\s,]+"))
			.filter((part) -> part.length() >= SHORTEST_NAME)
			.sorted(Comparator.comparingInt(String::length).reversed())
			.forEach((part) -> addWhole(part, "[NAME]", replacements));
	}

	private static void addWhole(@Nullable String known, String mark, List<Replacement> replacements) {
		if (known != null && !known.isBlank()) {
			String flexible = Arrays.stream(known.strip().split("\\s+"))
				.map(Pattern::quote)
				.reduce((left, right) -> left + "\\s+" + right)
				.orElseThrow();
			replacements
				.add(new Replacement(Pattern.compile("(?<![\\p{L}\\p{N}])" + flexible + "(?:['’]s)?(?![\\p{L}\\p{N}])",
						Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), mark));
		}
	}

	private record Replacement(Pattern pattern, String mark) {

	}

}
