package io.medlinks.ai.summary;

import java.util.List;

import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.UrgencyRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TemplateSummaryGeneratorTests {

	private final UrgencyRules rules = UrgencyRules.load();

	private final TemplateSummaryGenerator generator = new TemplateSummaryGenerator(SummaryFixtures.names(), this.rules,
			new RedFlags(this.rules));

	@Test
	void tellsReasonCourseSeverityNegativesQuestionsAndUnknowns() {
		assertThat(texts(SummaryFixtures.risingHeadache())).containsExactly(
				"On 23 November 2026 reports headache (7 of 10), feeling sick: \"The headache is worse, no fever or stiff "
						+ "neck. Can I take my usual painkiller?\"",
				"Headache noted in 3 entries, first on 21 November 2026, last on 23 November 2026.",
				"Severity of headache rose from 3 to 7 of 10.", "Feeling sick noted once, on 23 November 2026.",
				"Denies fever, stiff neck.", "Asks: \"Can I take my usual painkiller?\"",
				"Not known: how severe the feeling sick is.");
	}

	@Test
	void restsEachSentenceOnWhatItTells() {
		List<SummarySentence> sentences = this.generator.sentences(SummaryFixtures.risingHeadache());
		assertThat(sentences).allSatisfy((sentence) -> assertThat(sentence.evidence()).isNotEmpty());
		assertThat(sentences.get(1).evidence()).extracting(Evidence::entryId)
			.containsExactly("entry-3", "entry-2", "entry-1");
		assertThat(sentences.get(4).evidence()).containsExactly(new Evidence("entry-3", 1));
	}

	@Test
	void doesNotRepeatAnOldDenialOfWhatIsThereNow() {
		assertThat(texts(
				SummaryFixtures.request(SummaryFixtures.entry("entry-2", "2026-11-23T08:00:00Z", "Now I have a fever"),
						SummaryFixtures.entry("entry-1", "2026-11-22T08:00:00Z", "A cold, no fever"))))
			.noneMatch((text) -> text.startsWith("Denies"));
	}

	@Test
	void deniesNothingThatTheSameEntrySays() {
		assertThat(texts(SummaryFixtures.request(SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z",
				"No headache now, no fever", new ReportedSymptom("headache", 3)))))
			.contains("Denies fever.");
		assertThat(texts(
				SummaryFixtures.request(SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z", "لا أستطيع التنفس"))))
			.noneMatch((text) -> text.startsWith("Denies"));
	}

	@Test
	void countsSeverityZeroAsDenied() {
		assertThat(texts(SummaryFixtures.request(SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z", "Better",
				new ReportedSymptom("headache", 0)))))
			.contains("Denies headache.")
			.noneMatch((text) -> text.contains("noted"));
	}

	@Test
	void countsDaysInThePatientsZone() {
		assertThat(texts(SummaryFixtures
			.request(SummaryFixtures.entry("entry-1", "2026-11-24T09:30:00+13:00", "Woke up with it"))).getFirst())
			.startsWith("On 23 November 2026");
	}

	@Test
	void quotesALongQuestionFromItsBeginning() {
		String question = "Can I " + "really ".repeat(100) + "go out?";
		assertThat(texts(SummaryFixtures.request(
				SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z", "Coughing again. " + question + " Or not"))))
			.filteredOn((text) -> text.startsWith("Asks: "))
			.singleElement()
			.satisfies((text) -> assertThat(text).startsWith("Asks: \"Can I really really").hasSizeLessThan(260));
	}

	private List<String> texts(SummaryRequest request) {
		return this.generator.sentences(request).stream().map((sentence) -> sentence.text().value()).toList();
	}

}
