package io.medlinks.ai.interview.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.medlinks.ai.budget.TokenBudget;
import io.medlinks.ai.interview.Question;
import io.medlinks.ai.interview.QuestionKind;
import io.medlinks.ai.interview.QuestionRequest;
import io.medlinks.ai.interview.TextRequest;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.summary.openai.ModelServer;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.time.PassingTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiInterviewerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Optional<PatientProfile> ANA = Optional.of(new PatientProfile("patient-1", 1, "Ana Reis", null,
			"female", "ana@example.org", null, "Europe/Lisbon", null, null));

	private final ModelServer server = new ModelServer();

	private final AtomicLong left = new AtomicLong(100_000);

	private final PassingTime time = new PassingTime();

	private final OpenAiInterviewer interviewer = interviewer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void saysWhatTheModelSays() {
		this.server.says(ModelServer.answer("{\"text\":\"When did your head begin to hurt?\"}"));
		StepVerifier.create(this.interviewer.ask(question("My head hurts")))
			.expectNext("When did your head begin to hurt?")
			.expectComplete()
			.verify(PATIENCE);
		JsonNode request = this.server.requests().getFirst();
		assertThat(request.at("/response_format/type").asString()).isEqualTo("json_object");
		assertThat(request.at("/messages/0/content").asString()).contains("German", "No diagnosis");
		assertThat(this.left.get()).isEqualTo(100_000 - 100);
	}

	@Test
	void keepsThePatientsWordsBeforeWhatTheModelWrites() {
		this.server.says(ModelServer.answer("{\"text\":\"It is 6 of 10.\"}"));
		StepVerifier
			.create(this.interviewer.tell(new TextRequest("en", ANA, new PatientText("Ana here. My head hurts"),
					new PatientText(
							"Ana here. My head hurts\nHow bad: 6 of 10.\nBetter or worse with: Ana Reis said rest"))))
			.expectNext(new PatientText("Ana here. My head hurts\nIt is 6 of 10."))
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.server.requests().getFirst().toString()).contains("How bad: 6 of 10", "[NAME]")
			.doesNotContain("Ana");
	}

	@Test
	void tellsTheModelNoName() {
		this.server.says(ModelServer.answer("{\"text\":\"When?\"}"));
		StepVerifier.create(this.interviewer.ask(question("Ana Reis, ana@example.org, my head hurts")))
			.expectNextCount(1)
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.server.requests().getFirst().toString()).contains("my head hurts")
			.doesNotContain("Reis", "example.org", "patient-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "When did it begin?", "{\"text\":\"\"}", "{}", "[]", "null" })
	void failsWhereTheAnswerIsNoneOfOurs(String answer) {
		this.server.says(ModelServer.answer(answer));
		expectFailure();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 429, 500, 503 })
	void failsWhereTheEndpointRefuses(int status) {
		this.server.says(ModelServer.refusal(status));
		expectFailure();
	}

	@Test
	void failsWhereTheAnswerIsCutOff() {
		this.server.says(ModelServer.cutOff("{\"text\":\"When?\"}"));
		expectFailure();
	}

	@Test
	void failsWhereNothingIsAnswered() {
		this.server.says(ModelServer.silent());
		expectFailure();
	}

	@Test
	void asksNothingWhereTheBudgetIsSpent() {
		this.left.set(100);
		this.server.says(ModelServer.answer("{\"text\":\"When?\"}"));
		expectFailure();
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void leavesTheModelAloneForAWhileAfterFailuresInARow() {
		expectFailure();
		expectFailure();
		assertThat(this.server.requests()).hasSize(2);
		this.server.says(ModelServer.answer("{\"text\":\"When?\"}"));
		expectFailure();
		assertThat(this.server.requests()).hasSize(2);
		this.time.advance(Duration.ofMinutes(1));
		StepVerifier.create(this.interviewer.ask(question("My head hurts")))
			.expectNext("When?")
			.expectComplete()
			.verify(PATIENCE);
	}

	private void expectFailure() {
		StepVerifier.create(this.interviewer.ask(question("My head hurts"))).expectError().verify(PATIENCE);
	}

	private static QuestionRequest question(String told) {
		return new QuestionRequest("de", ANA, new PatientText(told),
				new Question("onset", QuestionKind.TEXT, "Wann hat es begonnen?", List.of(), null, null));
	}

	private OpenAiInterviewer interviewer() {
		OpenAiInterviewProperties properties = new OpenAiInterviewProperties(baseUrl(), "test-key", "test-model",
				Duration.ofSeconds(4), 900, 100_000, 2, Duration.ofSeconds(30));
		return new OpenAiInterviewer(OpenAiInterviewConfiguration.model(properties), properties, budget(),
				new Breaker(properties.failures(), properties.pause(), this.time), JsonMapper.builder().build());
	}

	private URI baseUrl() {
		return this.server.baseUrl();
	}

	private TokenBudget budget() {
		return new TokenBudget() {

			@Override
			public Mono<Boolean> reserve(long tokens) {
				return Mono.fromSupplier(() -> {
					if (OpenAiInterviewerTests.this.left.get() < tokens) {
						return false;
					}
					OpenAiInterviewerTests.this.left.addAndGet(-tokens);
					return true;
				});
			}

			@Override
			public Mono<Void> settle(long reserved, long spent) {
				return Mono.fromRunnable(() -> OpenAiInterviewerTests.this.left.addAndGet(reserved - spent));
			}

		};
	}

}
