package io.medlinks.ai.chat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The engines in the order in which they are asked. Each sentence is checked before it is
 * said. Where an engine cannot go on, or says more that does not hold than that does, the
 * next one goes on with what was not told yet; the last is embedded and always can.
 */
final class AssistantEngines {

	private static final Logger log = LoggerFactory.getLogger(AssistantEngines.class);

	private final List<HealthAssistant> configured;

	private final ExtractiveAssistant embedded;

	private final AnswerCheck check;

	AssistantEngines(List<HealthAssistant> configured, ExtractiveAssistant embedded, AnswerCheck check) {
		this.configured = List.copyOf(configured);
		this.embedded = embedded;
		this.check = check;
	}

	/** Answers with the engine that is asked first, or whoever can. */
	Flux<AnswerSentence> answer(AssistantRequest request) {
		return Flux.defer(() -> {
			Telling telling = new Telling(request);
			return Flux
				.concat(Flux.fromIterable(this.configured).concatMap((engine) -> ask(engine, telling), 1),
						Flux.defer(() -> this.embedded.answer(telling.rest())))
				.filter((sentence) -> this.check.holds(sentence, request));
		});
	}

	/** Answers with the embedded engine only. */
	Flux<AnswerSentence> extract(AssistantRequest request) {
		return this.embedded.answer(request).filter((sentence) -> this.check.holds(sentence, request));
	}

	private Flux<AnswerSentence> ask(HealthAssistant engine, Telling telling) {
		return Flux.defer(() -> telling.complete ? Flux.<AnswerSentence>empty() : heard(engine, telling));
	}

	private Flux<AnswerSentence> heard(HealthAssistant engine, Telling telling) {
		return Flux.defer(() -> engine.answer(telling.request))
			.doOnNext((sentence) -> telling.heard(this.check.holds(sentence, telling.request), sentence))
			.takeUntil((_) -> telling.isUnbelievable())
			.filter((sentence) -> this.check.holds(sentence, telling.request))
			.doOnComplete(() -> {
				telling.complete = telling.kept > 0 && !telling.isUnbelievable();
				if (!telling.complete || telling.dropped > 0) {
					log.warn("The engine {} said {} sentences that hold and {} that do not", engine.engine(),
							telling.kept, telling.dropped);
				}
			})
			.onErrorResume((failure) -> {
				log.warn("The engine {} could not go on ({}) after {} sentences", engine.engine(),
						failure.getClass().getSimpleName(), telling.kept);
				return Flux.empty();
			});
	}

	/**
	 * How far one answer is.
	 */
	private static final class Telling {

		private final AssistantRequest request;

		private final Set<String> told = new HashSet<>();

		private int kept;

		private int dropped;

		private boolean complete;

		Telling(AssistantRequest request) {
			this.request = request;
		}

		void heard(boolean holds, AnswerSentence sentence) {
			if (holds) {
				this.kept++;
				sentence.citations().forEach((citation) -> this.told.add(citation.ref()));
			}
			else {
				this.dropped++;
			}
		}

		boolean isUnbelievable() {
			return this.dropped > this.kept;
		}

		/** What is left to be told: when to get help is never left out. */
		AssistantRequest rest() {
			AssistantRequest rest = this.request.after(this.told);
			return this.complete ? rest.helpOnly() : rest;
		}

	}

}
