package io.medlinks.ai.interview;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

import io.medlinks.platform.text.PatientText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The engines in the order in which they are asked. The first whose words hold is
 * believed; the last is embedded and always can.
 */
final class InterviewerEngines {

	private static final Logger log = LoggerFactory.getLogger(InterviewerEngines.class);

	private final List<Interviewer> engines;

	InterviewerEngines(List<Interviewer> engines) {
		this.engines = List.copyOf(engines);
	}

	Mono<Words<String>> ask(QuestionRequest request) {
		return first((engine) -> engine.ask(request),
				(engine, words) -> engine.equals(TreeInterviewer.ENGINE) || Wording.holds(request, words));
	}

	Mono<Words<PatientText>> tell(TextRequest request) {
		return first((engine) -> engine.tell(request),
				(engine, words) -> engine.equals(TreeInterviewer.ENGINE) || Wording.holds(request, words));
	}

	private <T> Mono<Words<T>> first(Function<Interviewer, Mono<T>> work, BiPredicate<String, T> check) {
		return Flux.fromIterable(this.engines)
			.concatMap((engine) -> Mono.defer(() -> work.apply(engine))
				.filter((words) -> check.test(engine.engine(), words))
				.map((words) -> new Words<>(engine.engine(), words))
				.doOnSuccess((words) -> {
					if (words == null) {
						log.warn("The words of the engine {} do not hold; the next one is asked", engine.engine());
					}
				})
				.onErrorResume((failure) -> {
					log.warn("The engine {} has no words ({}); the next one is asked", engine.engine(),
							failure.getClass().getSimpleName());
					return Mono.empty();
				}), 1)
			.next()
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("No engine has words")));
	}

	/**
	 * Words and who chose them.
	 */
	record Words<T>(String engine, T text) {

	}

}
