package io.medlinks.ai.summary.openai;

import java.util.List;
import java.util.UUID;

import io.medlinks.ai.budget.TokenBudget;
import io.medlinks.ai.summary.Negatives;
import io.medlinks.ai.summary.SummaryGenerator;
import io.medlinks.ai.summary.SummaryRequest;
import io.medlinks.ai.summary.SummarySentence;
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
 * Lets a model behind an OpenAI-compatible endpoint write. It has no tool, sees nothing
 * but de-identified entries, and is believed nothing that it gives no evidence for.
 */
final class OpenAiSummaryGenerator implements SummaryGenerator {

	private final ChatModel model;

	private final OpenAiProperties properties;

	private final TokenBudget budget;

	private final SymptomNames names;

	private final Negatives negatives;

	private final JsonMapper json;

	OpenAiSummaryGenerator(ChatModel model, OpenAiProperties properties, TokenBudget budget, SymptomNames names,
			Negatives negatives, JsonMapper json) {
		this.model = model;
		this.properties = properties;
		this.budget = budget;
		this.names = names;
		this.negatives = negatives;
		this.json = json;
	}

	@Override
	public String engine() {
		return "openai:" + this.properties.model();
	}

	@Override
	public Mono<List<SummarySentence>> write(SummaryRequest request) {
		return Mono.defer(() -> {
			SummaryPrompt prompt = new SummaryPrompt(request, this.names, this.negatives, this.json,
					"=====" + UUID.randomUUID() + "=====");
			long reserved = prompt.estimatedTokens() + this.properties.answerTokens();
			return this.budget.reserve(reserved)
				.filter(Boolean::booleanValue)
				.switchIfEmpty(Mono.error(() -> new ModelUnusableException("The budget of the day is spent")))
				.then(answer(prompt))
				.flatMap((answer) -> this.budget.settle(reserved, answer.tokens(reserved)).thenReturn(answer))
				.map((answer) -> prompt.read(answer.complete()));
		});
	}

	private Mono<Answer> answer(SummaryPrompt prompt) {
		Prompt question = new Prompt(List.of(new SystemMessage(prompt.system()), new UserMessage(prompt.user())));
		Flux<ChatResponse> parts = this.properties.streaming()
				? Flux.defer(() -> this.model.stream(question)).timeout(this.properties.stall())
				: Mono.fromCallable(() -> this.model.call(question)).flux();
		// The client may block while it connects.
		return parts.subscribeOn(Schedulers.boundedElastic())
			.reduce(Answer.EMPTY, Answer::with)
			.timeout(this.properties.timeout());
	}

	/**
	 * As much of an answer as has come.
	 */
	private record Answer(String text, boolean finished, long total) {

		private static final Answer EMPTY = new Answer("", false, 0);

		Answer with(ChatResponse part) {
			String more = this.text;
			boolean end = this.finished;
			for (Generation generation : part.getResults()) {
				@Nullable String written = generation.getOutput().getText();
				more += (written != null) ? written : "";
				end = end || "stop".equalsIgnoreCase(generation.getMetadata().getFinishReason());
			}
			@Nullable Usage usage = part.getMetadata().getUsage();
			@Nullable Integer used = (usage != null) ? usage.getTotalTokens() : null;
			return new Answer(more, end, (used != null) ? Math.max(this.total, used) : this.total);
		}

		/** The text of an answer that came to its own end. */
		String complete() {
			if (!this.finished) {
				throw new ModelUnusableException("The answer was cut off");
			}
			return this.text;
		}

		/** What it cost; what was set aside where the endpoint does not tell. */
		long tokens(long reserved) {
			return (this.total > 0) ? this.total : reserved;
		}

		@Override
		public String toString() {
			return "Answer[" + this.text.length() + " characters]";
		}

	}

}
