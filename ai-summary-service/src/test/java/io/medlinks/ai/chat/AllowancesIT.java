package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.medlinks.testing.parts.MedLinksIT;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

@MedLinksIT
class AllowancesIT {

	private static final Instant NOW = Instant.parse("2100-01-01T12:00:20Z");

	private final String patient = UUID.randomUUID().toString();

	private final ReactiveMongoTemplate mongo;

	@Autowired
	AllowancesIT(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	@Test
	void givesNoMoreThanThereIsHoweverManyAsk() {
		StepVerifier.create(Flux.range(0, 30).flatMap((_) -> take(NOW)).filter((wait) -> wait == 0).count())
			.expectNext(3L)
			.expectComplete()
			.verify(Duration.ofSeconds(40));
	}

	@Test
	void beginsAnewEachMinuteUntilTheDayIsUsedUp() {
		Instant later = NOW.plus(Duration.ofMinutes(1));
		verify(Flux.concat(take(NOW), take(NOW), take(NOW), take(NOW), take(later), take(later), take(later)), 0L, 0L,
				0L, 40L, 0L, 0L, 43_120L);
	}

	@Test
	void beginsAnewEachDay() {
		Instant later = NOW.plus(Duration.ofMinutes(1));
		verify(Flux.concat(take(NOW), take(NOW), take(NOW), take(later), take(later),
				take(NOW.plus(Duration.ofDays(1)))), 0L, 0L, 0L, 0L, 0L, 0L);
	}

	@Test
	void countsWhatAnInstanceWhoseClockIsBehindAllowed() {
		Instant behind = NOW.minus(Duration.ofMinutes(1));
		verify(Flux.concat(take(NOW), take(behind), take(NOW), take(behind), take(NOW)), 0L, 0L, 0L, 40L, 40L);
	}

	private void verify(Flux<Long> waits, Long... expected) {
		StepVerifier.create(waits).expectNext(expected).expectComplete().verify(Duration.ofSeconds(40));
	}

	private Flux<Long> take(Instant at) {
		ChatProperties properties = new ChatProperties("extractive", 3, 5, 50, Duration.ofMinutes(1),
				Duration.ofSeconds(1), Duration.ofMillis(250), 8, 5, Duration.ofMillis(500));
		return new Allowances(this.mongo, properties, Clock.fixed(at, ZoneOffset.UTC)).take("question", this.patient)
			.flux();
	}

}
