package io.medlinks.ai.work;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How work is done.
 *
 * @param lease how long one attempt may take before another instance takes over, 2 min
 * unless told; longer than the model's time limit
 * @param sweepEvery how often the queue is looked at without being woken, 2 s unless told
 * @param concurrency how many items are worked on at once in this process, 4 unless told
 * @param firstBackoff how long to wait after the first failure, 1 s unless told; doubled
 * with each further one
 * @param longestBackoff how long to wait at the most, 5 min unless told
 */
@Validated
@ConfigurationProperties("medlinks.ai.work")
public record WorkProperties(@NotNull @DefaultValue("2m") Duration lease,
		@NotNull @DefaultValue("2s") Duration sweepEvery, @Min(1) @Max(64) @DefaultValue("4") int concurrency,
		@NotNull @DefaultValue("1s") Duration firstBackoff, @NotNull @DefaultValue("5m") Duration longestBackoff) {

	Duration backoff(int attempts) {
		Duration backoff = this.firstBackoff.multipliedBy(1L << Math.min(attempts, 20));
		return (backoff.compareTo(this.longestBackoff) < 0) ? backoff : this.longestBackoff;
	}

}
