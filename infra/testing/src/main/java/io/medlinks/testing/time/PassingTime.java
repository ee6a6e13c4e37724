package io.medlinks.testing.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A clock that begins at eight in the morning of Monday, 23 November 2026, and goes on
 * from there; tests can let more time pass. It never stands still, so that whatever is
 * tried again after a while is tried again.
 */
public final class PassingTime extends Clock {

	/** When it begins. */
	public static final Instant BEGINNING = Instant.parse("2026-11-23T08:00:00Z");

	private final long startedAt = System.nanoTime();

	private final AtomicLong skippedMillis = new AtomicLong();

	/** Lets time pass at once. */
	public void advance(Duration time) {
		this.skippedMillis.addAndGet(time.toMillis());
	}

	/**
	 * Goes on to the beginning of the next stretch of this length.
	 */
	public void advanceToNext(Duration stretch) {
		long length = stretch.toMillis();
		advance(Duration.ofMillis(length - Math.floorMod(instant().toEpochMilli(), length)));
	}

	@Override
	public Instant instant() {
		return BEGINNING.plusNanos(System.nanoTime() - this.startedAt)
			.plusMillis(this.skippedMillis.get())
			.truncatedTo(ChronoUnit.MILLIS);
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
		PassingTime passingTime() {
			return new PassingTime();
		}

	}

}
