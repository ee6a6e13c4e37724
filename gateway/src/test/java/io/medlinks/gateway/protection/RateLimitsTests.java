package io.medlinks.gateway.protection;

import java.time.Duration;

import io.medlinks.gateway.protection.ProtectionProperties.Rate;
import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTests {

	private final RateLimits limits = new RateLimits(new ProtectionProperties(DataSize.ofKilobytes(256),
			new Rate(2, 1, Duration.ofHours(1)), new Rate(1, 1, Duration.ofHours(1))));

	@Test
	void refusesOneTooManyAndSaysWhenToComeBack() {
		StepVerifier.create(this.limits.countUser("ana")).verifyComplete();
		StepVerifier.create(this.limits.countUser("ana")).verifyComplete();
		StepVerifier.create(this.limits.countUser("ana"))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(Problem.class, (problem) -> {
				assertThat(problem.status()).isEqualTo(429);
				assertThat((Long) problem.properties().get("retryAfterSeconds")).isPositive();
			}));
	}

	@Test
	void countsEachCallerApart() {
		StepVerifier.create(this.limits.countAddress("10.0.0.1")).verifyComplete();
		StepVerifier.create(this.limits.countAddress("10.0.0.1")).verifyError(Problem.class);
		StepVerifier.create(this.limits.countAddress("10.0.0.2")).verifyComplete();
		StepVerifier.create(this.limits.countUser("10.0.0.1")).verifyComplete();
	}

}
