package io.medlinks.ai.chat.openai;

import java.time.Duration;
import java.util.List;

import io.medlinks.ai.budget.TokenBudget;
import io.medlinks.ai.chat.AnswerSentence;
import io.medlinks.ai.chat.ChatFixtures;
import io.medlinks.ai.chat.Citation;
import io.medlinks.ai.chat.SentenceKind;
import io.medlinks.ai.summary.SummaryFixtures;
import io.medlinks.ai.summary.openai.ModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiHealthAssistantTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String LINE = "{\"text\":\"Rest.\",\"cites\":[\"%s\"]}";

	private final ModelServer server = new ModelServer();

	private volatile long left = 100_000;

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void saysEachLineAsSoonAsItIsWhole() {
		this.server.says(ModelServer.stalling(LINE.formatted("P1") + "\n" + LINE.formatted("E1") + "\n{\"te"));
		StepVerifier
			.create(assistant(10)
				.answer(ChatFixtures.headache("What sets it off?", ChatFixtures.entry("entry-1", "My head hurts"))))
			.assertNext((sentence) -> {
				assertThat(sentence.kind()).isEqualTo(SentenceKind.SOURCE);
				assertThat(refs(sentence)).containsExactly("headache/1");
			})
			.assertNext((sentence) -> {
				assertThat(sentence.kind()).isEqualTo(SentenceKind.ENTRY);
				assertThat(refs(sentence)).containsExactly("entry/entry-1/3");
			})
			.expectError()
			.verify(PATIENCE);
	}

	@Test
	void showsWhatWasInventedAsSuch() {
		this.server.says(ModelServer.answer(LINE.formatted("P9")));
		StepVerifier.create(assistant(10).answer(ChatFixtures.headache("What sets it off?")))
			.assertNext((sentence) -> assertThat(refs(sentence)).containsExactly("invented"))
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void asksNoMoreForAWhileAfterItFailedTooOften() {
		OpenAiHealthAssistant assistant = assistant(2);
		for (int i = 0; i < 4; i++) {
			this.server.says(ModelServer.refusal(500));
			StepVerifier.create(assistant.answer(ChatFixtures.headache("What sets it off?")))
				.expectError()
				.verify(PATIENCE);
		}
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void asksNothingWhereTheBudgetIsSpent() {
		this.left = 10;
		StepVerifier.create(assistant(10).answer(ChatFixtures.headache("What sets it off?")))
			.expectError(AnswerUnusableException.class)
			.verify(PATIENCE);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void paysWhatTheAnswerCost() {
		this.server.says(ModelServer.answer(LINE.formatted("P1")));
		StepVerifier.create(assistant(10).answer(ChatFixtures.headache("What sets it off?")))
			.expectNextCount(1)
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.left).isEqualTo(99_900);
	}

	@Test
	void stopsListeningToAModelThatDoesNotEnd() {
		this.server.says(ModelServer.answer((LINE.formatted("P1") + "\n").repeat(30)));
		StepVerifier.create(assistant(10).answer(ChatFixtures.headache("What sets it off?")))
			.thenConsumeWhile((_) -> true)
			.expectError(AnswerUnusableException.class)
			.verify(PATIENCE);
	}

	@Test
	void letsNothingIdentifyingLeave() {
		this.server.says(ModelServer.answer(LINE.formatted("P1")));
		StepVerifier
			.create(assistant(10).answer(ChatFixtures.headache("I am Ana Reis, call +351 900 000 001. My head?",
					ChatFixtures.entry("entry-secret-id", "Ana Reis, Rua das Flores 1, has a headache"))))
			.expectNextCount(1)
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.server.requests().toString()).contains("has a headache")
			.doesNotContain("Reis", "900 000", "Flores", "entry-secret-id", "patient-ana");
	}

	private static List<String> refs(AnswerSentence sentence) {
		return sentence.citations().stream().map(Citation::ref).toList();
	}

	private OpenAiHealthAssistant assistant(int breakerCalls) {
		OpenAiChatProperties properties = new OpenAiChatProperties(this.server.baseUrl(), "test-key", "test-model",
				Duration.ofSeconds(60), Duration.ofSeconds(5), 500, 100_000, breakerCalls, Duration.ofMinutes(10));
		return new OpenAiHealthAssistant(OpenAiChatConfiguration.model(properties), properties, budget(),
				OpenAiChatConfiguration.breaker(properties), SummaryFixtures.names(), JsonMapper.shared());
	}

	private TokenBudget budget() {
		return new TokenBudget() {

			@Override
			public Mono<Boolean> reserve(long tokens) {
				return Mono.fromSupplier(() -> {
					boolean room = OpenAiHealthAssistantTests.this.left >= tokens;
					OpenAiHealthAssistantTests.this.left -= room ? tokens : 0;
					return room;
				});
			}

			@Override
			public Mono<Void> settle(long reserved, long spent) {
				return Mono.fromRunnable(() -> OpenAiHealthAssistantTests.this.left += reserved - spent);
			}

		};
	}

}
