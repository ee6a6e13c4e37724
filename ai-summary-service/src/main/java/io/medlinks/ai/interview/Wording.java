package io.medlinks.ai.interview;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.platform.text.PatientText;

/**
 * What words of a model must keep to. It may say the same otherwise, and nothing else.
 */
final class Wording {

	private static final int LONGEST_QUESTION = 240;

	private static final int MORE = 400;

	private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)?");

	private static final Pattern ASKS = Pattern.compile("[?؟]");

	/** What stands where a name was taken out. */
	private static final Pattern MARK = Pattern.compile("\\[[A-Z ]+]");

	private static final Pattern MEDICINE = Pattern.compile(
			"(?iU)\\b(?:mg|mcg|ml|milligram\\w*|millilit\\w*|tablets?|pills?|dos(?:e|age|is|en)|tabletten?|tropfen|take|nehmen sie)\\b"
					+ "|ملغ|ميليغرام|ملليغرام|جرعة|حبوب|تناول");

	private static final Pattern DIAGNOSIS = Pattern.compile(
			"(?iU)\\b(?:diagnos\\w*|you (?:probably |likely |may |might )?have (?:a|an|the)?\\s?\\w+itis|sounds like|it is (?:probably|likely)|you suffer from|sie haben (?:wohl|vermutlich|wahrscheinlich)|das klingt nach|nichts ernstes|nothing serious|do(?: not|n't) worry|keine sorge)\\b"
					+ "|تشخيص|لا تقلق|على الأرجح");

	private Wording() {
	}

	/**
	 * Whether it is one short question that names no medicine, no diagnosis and no other
	 * number than the tree's own words.
	 */
	static boolean holds(QuestionRequest request, String words) {
		String text = words.strip();
		Matcher marks = ASKS.matcher(text);
		return !text.isEmpty() && text.length() <= LONGEST_QUESTION && text.lines().count() == 1 && marks.find()
				&& marks.end() == text.length() && addsNothing(request.question().text(), text);
	}

	/**
	 * Whether it still begins with the patient's own words, is hardly longer, names each
	 * number that was told, and no medicine, no diagnosis and no number that was not.
	 */
	static boolean holds(TextRequest request, PatientText words) {
		String told = request.text().value();
		String text = words.value();
		return text.startsWith(request.opening().value().strip()) && text.length() <= told.length() + MORE
				&& text.length() >= told.length() / 2 && all(NUMBER, text).containsAll(all(NUMBER, told))
				&& addsNothing(told, text);
	}

	private static boolean addsNothing(String own, String words) {
		return all(MARK, words).isEmpty() && all(NUMBER, own).containsAll(all(NUMBER, words))
				&& all(MEDICINE, own).containsAll(all(MEDICINE, words))
				&& all(DIAGNOSIS, own).containsAll(all(DIAGNOSIS, words));
	}

	private static Set<String> all(Pattern pattern, String text) {
		Set<String> found = new HashSet<>();
		Matcher matcher = pattern.matcher(text);
		while (matcher.find()) {
			found.add(matcher.group().toLowerCase(Locale.ROOT));
		}
		return found;
	}

}
