package io.medlinks.scheduling.messages;

import java.time.Duration;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are sent.
 *
 * @param from the address that mails come from, <code>no-reply@medlinks.example</code>
 * unless told
 * @param lease how long one attempt may take before another instance takes over, 2 min
 * unless told; longer than all limits of the mail server together
 * @param sweepEvery how often the queue is looked at without being woken, 2 s unless told
 * @param concurrency how many mails this process sends at once, 4 unless told
 * @param firstBackoff how long to wait after the first failure, 5 s unless told; doubled
 * with each further one
 * @param longestBackoff how long to wait at the most, 15 min unless told
 * @param giveUpAfter how long a mail is tried after it failed first, 2 days unless told
 */
@Validated
@ConfigurationProperties("medlinks.messages")
public record MessageProperties(@NotBlank @Email @DefaultValue("no-reply@medlinks.example") String from,
		@NotNull @DefaultValue("2m") Duration lease, @NotNull @DefaultValue("2s") Duration sweepEvery,
		@Min(1) @Max(64) @DefaultValue("4") int concurrency, @NotNull @DefaultValue("5s") Duration firstBackoff,
		@NotNull @DefaultValue("15m") Duration longestBackoff, @NotNull @DefaultValue("2d") Duration giveUpAfter) {

	/** Ends early enough for its end to be written before the lease is over. */
	Duration longestAttempt() {
		return this.lease.multipliedBy(3).dividedBy(4);
	}

	Duration backoff(int attempts) {
		Duration backoff = this.firstBackoff.multipliedBy(1L << Math.min(attempts, 20));
		return (backoff.compareTo(this.longestBackoff) < 0) ? backoff : this.longestBackoff;
	}

}
