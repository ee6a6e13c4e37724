package io.medlinks.ai.chat;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Answers what was asked: at once when woken, and by a sweep for what was left behind by
 * a crash or is due again after a failure. It does not matter to it whether anybody still
 * listens.
 */
@Component
class AnswerWorker {

	private static final Logger log = LoggerFactory.getLogger(AnswerWorker.class);

	/** How long the database may take. */
	private static final Duration DATABASE = Duration.ofSeconds(20);

	private final Turns turns;

	private final Answering answering;

	private final ChatProperties properties;

	AnswerWorker(Turns turns, Answering answering, ChatProperties properties) {
		this.turns = turns;
		this.answering = answering;
		this.properties = properties;
	}

	/**
	 * Works until the service stops. The scheduler subscribes, and again after a second
	 * should the database have been away.
	 */
	@Scheduled(fixedDelay = 1000, scheduler = "chatScheduler")
	Flux<Void> run() {
		return Flux.merge(Flux.interval(this.properties.sweepEvery()).onBackpressureDrop(), this.turns.wakeUps())
			.onBackpressureLatest()
			.concatMap((_) -> due(), 1)
			.flatMap(this::process, this.properties.concurrency());
	}

	private Flux<String> due() {
		return this.turns.due()
			.collectList()
			.timeout(DATABASE)
			.flatMapIterable((found) -> found)
			.onErrorResume((failure) -> {
				log.warn("Waiting questions could not be read ({}) and will be again",
						failure.getClass().getSimpleName());
				return Flux.empty();
			});
	}

	/**
	 * Tries one answer. It never fails, so that others go on: what could not even be put
	 * back is due again when its lease ends.
	 */
	Mono<Void> process(String turnId) {
		return this.turns.take(turnId).timeout(DATABASE).flatMap(this::answer).onErrorResume((failure) -> {
			log.warn("The answer {} could not be put back ({}) and waits for its lease to end", turnId,
					failure.getClass().getSimpleName());
			return Mono.empty();
		});
	}

	private Mono<Void> answer(Turn turn) {
		if (turn.attempts() > this.properties.attempts()) {
			return this.turns.givenUp(turn).timeout(DATABASE);
		}
		return this.answering.answer(turn)
			.timeout(this.properties.lease())
			.onErrorResume(Turns.LostTurnException.class, (_) -> Mono.empty())
			.onErrorResume((failure) -> {
				log.warn("The answer {} failed ({}) and will be tried again", turn.id(),
						failure.getClass().getSimpleName());
				return this.turns.failed(turn).timeout(DATABASE);
			});
	}

}
