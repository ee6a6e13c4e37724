package io.medlinks.scheduling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A clock that stands at eight in the morning of Monday, 23 November 2026, until it is
 * moved.
 */
public final class SteerableClock extends Clock {

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));

	/** Lets time pass. */
	public void advance(Duration time) {
		this.now.updateAndGet((before) -> before.plus(time));
	}

	@Override
	public Instant instant() {
		return Objects.requireNonNull(this.now.get());
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("This clock stays in UTC");
	}

	/**
	 * Makes it the service's clock.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Time {

		@Bean
		SteerableClock steerableClock() {
			return new SteerableClock();
		}

	}

}
