package io.medlinks.ai.summary;

import java.time.Duration;
import java.util.List;

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

	private static SummaryEngines.Written write(SummarySentence... sentences) {
		return write(Mono.just(List.of(sentences)));
	}

	private static SummaryEngines.Written write(Mono<List<SummarySentence>> answer) {
		SummaryGenerator model = new SummaryGenerator() {

			@Override
			public String engine() {
				return "model";
			}

			@Override
			public Mono<List<SummarySentence>> write(SummaryRequest request) {
				return answer;
			}

		};
		SummaryEngines engines = new SummaryEngines(
				List.of(model, new TemplateSummaryGenerator(SummaryFixtures.names(), UrgencyRules.load())));
		SummaryEngines.Written written = engines
			.write(SummaryFixtures.request(SummaryFixtures.entry("entry-1", "2026-11-23T08:00:00Z", "A headache")))
			.block(Duration.ofSeconds(10));
		assertThat(written).isNotNull();
		return written;
	}

	private static SummarySentence sentence(String text, Evidence... evidence) {
		return new SummarySentence(new PatientText(text), List.of(evidence));
	}

}
