package io.medlinks.ai.chat;

import java.util.List;

import io.medlinks.ai.knowledge.KnowledgeFixtures;
import io.medlinks.ai.urgency.UrgencyRules;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

class AssistantEnginesTests {

	private static final String GOOD = "Stress and missed meals can set off a headache.";

	private static final String NONSENSE = "Bananas grow on tall plants.";

	private static final AnswerCheck CHECK = new AnswerCheck(KnowledgeFixtures.all().terms(), UrgencyRules.load());

	@Test
	void extractsWhereNoModelIsConfigured() {
		List<AnswerSentence> sentences = answer();
		assertThat(sentences).extracting(AnswerSentence::engine).containsOnly("extractive");
		assertThat(refs(sentences)).containsExactly("headache/1", "headache/2", "headache/3");
	}

	@Test
	void neverLeavesOutWhenToGetHelp() {
		List<AnswerSentence> sentences = answer(engine(Flux.just(said(GOOD, 1))));
		assertThat(sentences).extracting(AnswerSentence::engine).containsExactly("model", "extractive");
		assertThat(refs(sentences)).containsExactly("headache/1", "headache/3");
	}

	@Test
	void goesOnWhereTheModelBreaksOff() {
		List<AnswerSentence> sentences = answer(
				engine(Flux.concat(Flux.just(said(GOOD, 1)), Flux.error(new IllegalStateException("stalled")))));
		assertThat(sentences).extracting(AnswerSentence::engine).containsExactly("model", "extractive", "extractive");
		assertThat(refs(sentences)).containsExactly("headache/1", "headache/2", "headache/3");
	}

	@Test
	void showsNothingOfAModelThatTalksNonsense() {
		List<AnswerSentence> sentences = answer(engine(Flux.just(said(NONSENSE, 1), said(GOOD, 1))));
		assertThat(sentences).extracting(AnswerSentence::engine).containsOnly("extractive");
		assertThat(sentences).hasSize(3);
	}

	@Test
	void keepsOneSentenceBackThatDoesNotHold() {
		List<AnswerSentence> sentences = answer(
				engine(Flux.just(said(GOOD, 1), said(NONSENSE, 1), said("Rest in a quiet room and drink water.", 2))));
		assertThat(sentences).extracting(AnswerSentence::engine).containsExactly("model", "model", "extractive");
		assertThat(sentences).noneMatch((sentence) -> sentence.text().value().contains("Bananas"));
	}

	@Test
	void asksTheNextEngineWhereOneSaysNothing() {
		assertThat(answer(engine(Flux.empty()), engine(Flux.error(new IllegalStateException("away"))))).hasSize(3);
	}

	private static List<AnswerSentence> answer(HealthAssistant... engines) {
		List<AnswerSentence> sentences = new AssistantEngines(List.of(engines), new ExtractiveAssistant(Frames.load()),
				CHECK)
			.answer(ChatFixtures.headache("What sets off a headache?"))
			.collectList()
			.block();
		assertThat(sentences).isNotNull();
		return sentences;
	}

	private static List<String> refs(List<AnswerSentence> sentences) {
		return sentences.stream().flatMap((sentence) -> sentence.citations().stream()).map(Citation::ref).toList();
	}

	private static AnswerSentence said(String text, int passage) {
		return ChatFixtures.said("model", text, Citation.of(ChatFixtures.passage(passage)));
	}

	private static HealthAssistant engine(Flux<AnswerSentence> sentences) {
		return new HealthAssistant() {

			@Override
			public String engine() {
				return "model";
			}

			@Override
			public Flux<AnswerSentence> answer(AssistantRequest request) {
				return sentences;
			}

		};
	}

}
