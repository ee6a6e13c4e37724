package io.medlinks.ai.interview.openai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import reactor.core.publisher.Mono;

/**
 * Leaves a model alone for a while after it has failed several times in a row, so that
 * nobody waits for what will not come. Each instance finds out for itself.
 */
final class Breaker {

	private final int failures;

	private final Duration pause;

	private final Clock clock;

	private final AtomicReference<State> state = new AtomicReference<>(new State(0, Instant.EPOCH));

	Breaker(int failures, Duration pause, Clock clock) {
		this.failures = failures;
		this.pause = pause;
		this.clock = clock;
	}

	<T> Mono<T> guard(Mono<T> work) {
		return Mono.defer(() -> {
			if (this.clock.instant().isBefore(this.state.get().closedUntil())) {
				return Mono.error(new ModelAwayException("It has failed too often just now"));
			}
			return work.doOnSuccess((_) -> this.state.set(new State(0, Instant.EPOCH)))
				.doOnError((_) -> this.state.updateAndGet(this::failed));
		});
	}

	private State failed(State before) {
		int inARow = before.failures() + 1;
		return new State(inARow,
				(inARow >= this.failures) ? this.clock.instant().plus(this.pause) : before.closedUntil());
	}

	private record State(int failures, Instant closedUntil) {

	}

}
