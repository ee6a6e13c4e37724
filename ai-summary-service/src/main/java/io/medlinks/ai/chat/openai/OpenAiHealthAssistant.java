package io.medlinks.ai.chat.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.medlinks.ai.budget.TokenBudget;
import io.medlinks.ai.chat.AnswerSentence;
import io.medlinks.ai.chat.AssistantRequest;
import io.medlinks.ai.chat.HealthAssistant;
import io.medlinks.ai.summary.SymptomNames;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a model behind an OpenAI-compatible endpoint answer, line by line. It has no tool
 * and no memory, sees nothing but de-identified words, and is believed nothing that it
 * gives no citation for. What belongs to the conversation is sent with each question;
 * Spring AI's chat memory, whose default conversation all people share, is not used.
 */
final class OpenAiHealthAssistant implements HealthAssistant {

	private static final int MOST_SENTENCES = 10;

	private static final int LONGEST_LINE = 2_000;

	private final ChatModel model;

	private final OpenAiChatProperties properties;

	private final TokenBudget budget;

	private final CircuitBreaker breaker;

	private final SymptomNames names;

	private final JsonMapper json;

	OpenAiHealthAssistant(ChatModel model, OpenAiChatProperties properties, TokenBudget budget, CircuitBreaker breaker,
			SymptomNames names, JsonMapper json) {
		this.model = model;
		this.properties = properties;
		this.budget = budget;
		this.breaker = breaker;
		this.names = names;
		this.json = json;
	}

	@Override
	public String engine() {
		return "openai:" + this.properties.model();
	}

	@Override
	public Flux<AnswerSentence> answer(AssistantRequest request) {
		return Flux.defer(() -> {
			ChatPrompt prompt = new ChatPrompt(request, this.names, this.json, engine(),
					"=====" + UUID.randomUUID() + "=====");
			long reserved = prompt.estimatedTokens() + this.properties.answerTokens();
			return this.budget.reserve(reserved)
				.filter(Boolean::booleanValue)
				.switchIfEmpty(Mono.error(() -> new AnswerUnusableException("The budget of the day is spent")))
				.thenMany(Flux.defer(() -> guarded(prompt, reserved)));
		});
	}

	private Flux<AnswerSentence> guarded(ChatPrompt prompt, long reserved) {
		if (!this.breaker.tryAcquirePermission()) {
			return this.budget.settle(reserved, 0)
				.thenMany(Flux.error(() -> new AnswerUnusableException("The model failed too often")));
		}
		long start = this.breaker.getCurrentTimestamp();
		return streamed(prompt, reserved)
			.doOnComplete(() -> this.breaker.onSuccess(this.breaker.getCurrentTimestamp() - start,
					this.breaker.getTimestampUnit()))
			.doOnError((failure) -> this.breaker.onError(this.breaker.getCurrentTimestamp() - start,
					this.breaker.getTimestampUnit(), failure))
			.doOnCancel(this.breaker::releasePermission);
	}

	private Flux<AnswerSentence> streamed(ChatPrompt prompt, long reserved) {
		Prompt question = new Prompt(List.of(new SystemMessage(prompt.system()), new UserMessage(prompt.user())));
		Hearing hearing = new Hearing();
		Mono<AnswerSentence> tooLong = Mono.delay(this.properties.timeout())
			.then(Mono.error(() -> new AnswerUnusableException("The answer took too long")));
		// The client may block while it connects.
		return Flux.defer(() -> this.model.stream(question))
			.timeout(this.properties.stall())
			.subscribeOn(Schedulers.boundedElastic())
			.concatMapIterable(hearing::lines)
			.concatWith(Flux.defer(() -> Flux.fromIterable(hearing.rest())))
			.map(prompt::read)
			.takeUntilOther(tooLong)
			.concatWith(Mono.defer(() -> this.budget.settle(reserved, hearing.tokens(reserved))).then(Mono.empty()));
	}

	/**
	 * As much of an answer as was heard and is no whole line yet.
	 */
	private static final class Hearing {

		private final StringBuilder open = new StringBuilder();

		private int lines;

		private boolean finished;

		private long total;

		List<String> lines(ChatResponse part) {
			for (Generation generation : part.getResults()) {
				@Nullable String written = generation.getOutput().getText();
				this.open.append((written != null) ? written : "");
				this.finished = this.finished || "stop".equalsIgnoreCase(generation.getMetadata().getFinishReason());
			}
			@Nullable Usage usage = part.getMetadata().getUsage();
			@Nullable Integer used = (usage != null) ? usage.getTotalTokens() : null;
			this.total = (used != null) ? Math.max(this.total, used) : this.total;
			List<String> whole = new ArrayList<>();
			for (int end = this.open.indexOf("\n"); end >= 0; end = this.open.indexOf("\n")) {
				add(this.open.substring(0, end), whole);
				this.open.delete(0, end + 1);
			}
			if (this.open.length() > LONGEST_LINE) {
				throw new AnswerUnusableException("The answer is not written in the lines that were asked for");
			}
			return whole;
		}

		/** The last line of an answer that came to its own end. */
		List<String> rest() {
			if (!this.finished) {
				throw new AnswerUnusableException("The answer was cut off");
			}
			List<String> whole = new ArrayList<>();
			add(this.open.toString(), whole);
			return whole;
		}

		private void add(String line, List<String> whole) {
			if (line.isBlank() || line.strip().startsWith("```")) {
				return;
			}
			if (++this.lines > MOST_SENTENCES) {
				throw new AnswerUnusableException("The answer has too many sentences");
			}
			whole.add(line.strip());
		}

		/** What it cost; what was set aside where the endpoint does not tell. */
		long tokens(long reserved) {
			return (this.total > 0) ? this.total : reserved;
		}

	}

}
