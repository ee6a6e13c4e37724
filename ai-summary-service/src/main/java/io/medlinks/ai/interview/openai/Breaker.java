package io.medlinks.ai.interview.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Mono;

/**
 * Leaves a model alone for a while after it has failed several times in a row, so that
 * nobody waits for what will not come. Each instance finds out for itself.
 */
final class Breaker {

	private final int failures;

	private final Duration pause;

	private final Clock clock;

	private final AtomicInteger inARow = new AtomicInteger();

	private final AtomicLong pausedUntil = new AtomicLong();

	Breaker(int failures, Duration pause, Clock clock) {
		this.failures = failures;
		this.pause = pause;
		this.clock = clock;
	}

	<T> Mono<T> guard(Mono<T> work) {
		return Mono.defer(() -> {
			if (this.clock.millis() < this.pausedUntil.get()) {
				return Mono.error(new ModelAwayException("It has failed too often just now"));
			}
			return work.doOnSuccess((_) -> this.inARow.set(0)).doOnError((_) -> failed());
		});
	}

	private void failed() {
		if (this.inARow.incrementAndGet() >= this.failures) {
			this.pausedUntil.set(this.clock.millis() + this.pause.toMillis());
		}
	}

}
