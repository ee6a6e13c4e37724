package io.medlinks.ai.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

import io.medlinks.testing.parts.MedLinksIT;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

@MedLinksIT
class DailyTokenBudgetIT {

	/** A day of each test's own. */
	private final Instant now = Instant.parse("2100-01-01T12:00:00Z")
		.plus(Duration.ofDays(ThreadLocalRandom.current().nextInt(1_000_000)));

	private final ReactiveMongoTemplate mongo;

	@Autowired
	DailyTokenBudgetIT(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	@Test
	void givesNoMoreThanThereIsHoweverManyAsk() {
		StepVerifier.create(
				Flux.range(0, 30).flatMap((_) -> budget(this.now).reserve(100)).filter(Boolean::booleanValue).count())
			.expectNext(10L)
			.expectComplete()
			.verify(Duration.ofSeconds(40));
	}

	@Test
	void givesBackWhatWasNotSpent() {
		DailyTokenBudget budget = budget(this.now);
		StepVerifier
			.create(Flux.concat(budget.reserve(900), budget.reserve(200), budget.settle(900, 500).thenReturn(true),
					budget.reserve(200)))
			.expectNext(true, false, true, true)
			.expectComplete()
			.verify(Duration.ofSeconds(40));
	}

	@Test
	void beginsAnewEachDay() {
		StepVerifier
			.create(Flux.concat(budget(this.now).reserve(1000), budget(this.now).reserve(1),
					budget(this.now.plus(Duration.ofDays(1))).reserve(1000)))
			.expectNext(true, false, true)
			.expectComplete()
			.verify(Duration.ofSeconds(40));
	}

	private DailyTokenBudget budget(Instant at) {
		return new DailyTokenBudget(this.mongo, 1000, Clock.fixed(at, ZoneOffset.UTC));
	}

}
