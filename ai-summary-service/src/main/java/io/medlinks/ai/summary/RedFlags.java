package io.medlinks.ai.summary;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;

/**
 * What the urgency rules call an emergency, in the patient's own words. It stands first
 * in every summary, whichever engine writes the rest.
 */
final class RedFlags {

	private static final int MOST = 5;

	private static final int LONGEST_QUOTE = 240;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

	private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?؟\\n])\\s*");

	private final UrgencyRules rules;

	RedFlags(UrgencyRules rules) {
		this.rules = rules;
	}

	/**
	 * A sentence for each of the newest entries with one, and one for all others.
	 */
	List<SummarySentence> in(SummaryRequest request) {
		List<SummarySentence> sentences = new ArrayList<>();
		List<DiaryEntry> others = new ArrayList<>();
		for (DiaryEntry entry : request.entries()) {
			Urgency urgency = urgency(request, entry, entry.text(), entry.symptoms());
			if (urgency.level() == UrgencyLevel.EMERGENCY && sentences.size() < MOST) {
				sentences.add(sentence(request, entry, urgency));
			}
			else if (urgency.level() == UrgencyLevel.EMERGENCY) {
				others.add(entry);
			}
		}
		if (!others.isEmpty()) {
			sentences.add(new SummarySentence(
					new PatientText("Emergency signs in " + others.size() + " earlier entries too, the last on "
							+ request.day(others.getFirst()).format(DAY) + "."),
					others.stream().map(SummaryRequest::evidence).toList()));
		}
		return sentences;
	}

	/**
	 * Whether all words of the newest entry stand in its sentence here, so that quoting
	 * them again would tell nothing.
	 */
	boolean quotesNewestWhole(SummaryRequest request) {
		DiaryEntry newest = request.entries().getFirst();
		return urgency(request, newest, newest.text(), newest.symptoms()).level() == UrgencyLevel.EMERGENCY
				&& sayingIt(request, newest).value().strip().equals(newest.text().value().strip());
	}

	private SummarySentence sentence(SummaryRequest request, DiaryEntry entry, Urgency urgency) {
		String signs = urgency.rules().stream().map(FiredRule::title).distinct().collect(Collectors.joining(", "));
		return new SummarySentence(
				new PatientText("Emergency sign on " + request.day(entry).format(DAY) + " (" + signs + "): \""
						+ sayingIt(request, entry).opening(LONGEST_QUOTE) + "\""),
				List.of(SummaryRequest.evidence(entry)));
	}

	/** The sentence that alone is an emergency; the whole text where none is. */
	private PatientText sayingIt(SummaryRequest request, DiaryEntry entry) {
		return BETWEEN_SENTENCES.splitAsStream(entry.text().value())
			.map(PatientText::new)
			.filter((sentence) -> urgency(request, entry, sentence, List.of()).level() == UrgencyLevel.EMERGENCY)
			.findFirst()
			.orElse(entry.text());
	}

	private Urgency urgency(SummaryRequest request, DiaryEntry entry, PatientText words,
			List<ReportedSymptom> symptoms) {
		return this.rules.assess(new RatedEntry(words, entry.happenedAt().toInstant(), symptoms), List.of(),
				request.facts(entry));
	}

}
