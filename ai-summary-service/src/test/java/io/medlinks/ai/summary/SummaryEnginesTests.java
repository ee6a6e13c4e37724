package io.medlinks.ai.summary;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryEnginesTests {

	private static final Evidence KNOWN = new Evidence("entry-1", 1);

	@Test
	void believesAnEngineWhoseSentencesHold() {
		SummaryEngines.Written written = write(sentence("Has a headache.", KNOWN));
		assertThat(written.engine()).isEqualTo("model");
		assertThat(written.sentences()).hasSize(1);
	}

	@Test
	void dropsASentenceWithInventedEvidence() {
		assertThat(
				write(sentence("Has a headache.", KNOWN), sentence("Smokes.", new Evidence("entry-9", 1))).sentences())
			.containsExactly(sentence("Has a headache.", KNOWN));
	}

	@Test
	void dropsASentenceWithEvidenceOfAnotherVersion() {
		assertThat(
				write(sentence("Has a headache.", KNOWN), sentence("Had one.", new Evidence("entry-1", 2))).sentences())
			.hasSize(1);
	}

	@Test
	void fallsBackWhenMoreIsInventedThanReported() {
		assertThat(write(sentence("Has a headache.", KNOWN), sentence("Smokes."), sentence("Drinks.")).engine())
			.isEqualTo("template");
	}

	@Test
	void fallsBackWhenNothingHolds() {
		assertThat(write(sentence("Smokes.")).engine()).isEqualTo("template");
	}

	@Test
	void fallsBackWhenAnEngineFails() {
		assertThat(write(Mono.error(new IllegalStateException())).engine()).isEqualTo("template");
	}

	@Test
	void tellsEachEmergencyFirstWhicheverEngineWrites() {
		DiaryEntry calm = SummaryFixtures.entry("entry-3", "2026-11-23T10:00:00Z",
				"Slept badly, no suicidal thoughts now");
		DiaryEntry grave = SummaryFixtures.entry("entry-2", "2026-11-23T09:00:00Z",
				"I could not sleep. " + "It was a long night. ".repeat(20) + "I want to end my life. Nobody knows.");
		DiaryEntry first = SummaryFixtures.entry("entry-1", "2026-11-22T09:00:00Z", "A headache");
		SummarySentence sign = sentence(
				"Emergency sign on 23 November 2026 (Thoughts of suicide or self-harm): \"I want to end my life.\"",
				new Evidence("entry-2", 1));
		assertThat(write(model(sentence("Has a headache.", KNOWN)), calm, grave, first).sentences())
			.containsExactly(sign, sentence("Has a headache.", KNOWN));
		assertThat(write(model(), calm, grave, first)).satisfies((written) -> {
			assertThat(written.engine()).isEqualTo("template");
			assertThat(written.sentences()).startsWith(sign).hasSizeGreaterThan(1);
		});
	}

	@Test
	void quotesWhatIsAllAnEmergencyOnce() {
		SummarySentence sign = sentence(
				"Emergency sign on 23 November 2026 (Thoughts of suicide or self-harm): \"I want to end my life.\"",
				KNOWN);
		String words = "I want to end my life.";
		assertThat(write(model(), SummaryFixtures.entry("entry-1", "2026-11-23T09:00:00Z", words)).sentences())
			.startsWith(sign)
			.noneMatch((sentence) -> sentence.text().value().contains("writes"));
		assertThat(write(model(),
				SummaryFixtures.entry("entry-1", "2026-11-23T09:00:00Z", words, new ReportedSymptom("headache", 4)))
			.sentences()).startsWith(sign, sentence("On 23 November 2026 reports headache (4 of 10).", KNOWN));
	}

	@Test
	void writesASummaryWhereAllThatThereIsToSayIsTheEmergency() {
		SummaryEngines.Written written = write(model(),
				SummaryFixtures.entry("entry-2", "2026-11-23T09:00:00Z", "Chest pain and I cannot breathe.",
						new ReportedSymptom("chest-pain", 0)),
				SummaryFixtures.entry("entry-1", "2026-11-22T09:00:00Z", "Slept badly."));
		assertThat(written.sentences()).hasSize(2)
			.first()
			.satisfies((sentence) -> assertThat(sentence.text().value()).startsWith("Emergency sign"));
	}

	@Test
	void countsWhatIsMoreThanAFewEmergencies() {
		DiaryEntry[] entries = IntStream.rangeClosed(1, 8)
			.mapToObj((i) -> SummaryFixtures.entry("entry-" + i, "2026-11-2" + (9 - i) + "T09:00:00Z",
					"I want to end my life"))
			.toArray(DiaryEntry[]::new);
		assertThat(write(model(), entries).sentences()).extracting((sentence) -> sentence.text().value())
			.contains("Emergency signs in 3 earlier entries too, the last on 23 November 2026.");
	}

	private static SummaryGenerator model(SummarySentence... sentences) {
		return model(Mono.just(List.of(sentences)));
	}

	private static SummaryEngines.Written write(SummarySentence... sentences) {
		return write(Mono.just(List.of(sentences)));
	}

	private static SummaryEngines.Written write(Mono<List<SummarySentence>> answer) {
		return write(model(answer), SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z", "A headache"));
	}

	private static SummaryGenerator model(Mono<List<SummarySentence>> answer) {
		return new SummaryGenerator() {

			@Override
			public String engine() {
				return "model";
			}

			@Override
			public Mono<List<SummarySentence>> write(SummaryRequest request) {
				return answer;
			}

		};
	}

	private static SummaryEngines.Written write(SummaryGenerator model, DiaryEntry... entries) {
		UrgencyRules rules = UrgencyRules.load();
		SummaryEngines engines = new SummaryEngines(
				List.of(model, new TemplateSummaryGenerator(SummaryFixtures.names(), rules, new RedFlags(rules))),
				new RedFlags(rules));
		SummaryEngines.Written written = engines.write(SummaryFixtures.request(entries)).block(Duration.ofSeconds(10));
		assertThat(written).isNotNull();
		return written;
	}

	private static SummarySentence sentence(String text, Evidence... evidence) {
		return new SummarySentence(new PatientText(text), List.of(evidence));
	}

}
