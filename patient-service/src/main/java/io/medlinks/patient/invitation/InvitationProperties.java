package io.medlinks.patient.invitation;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How invitations are carried out.
 *
 * @param goodFor how long one can be answered after it was sent, 7 days unless told
 * @param sendAgainAfter how long a doctor waits before sending one again, 10 min unless
 * told
 * @param mostOpen how many unanswered ones a doctor has at once, 200 unless told
 * @param lease how long one attempt may take before another instance takes over, 1 min
 * unless told
 * @param sweepEvery how often what is due is looked for without being woken, 2 s unless
 * told
 * @param firstBackoff how long to wait after the first failure, 2 s unless told; doubled
 * with each further one
 * @param longestBackoff how long to wait at the most, 5 min unless told
 */
@Validated
@ConfigurationProperties("medlinks.invitations")
record InvitationProperties(@NotNull @DefaultValue("7d") Duration goodFor,
		@NotNull @DefaultValue("10m") Duration sendAgainAfter, @Min(1) @Max(10_000) @DefaultValue("200") int mostOpen,
		@NotNull @DefaultValue("1m") Duration lease, @NotNull @DefaultValue("2s") Duration sweepEvery,
		@NotNull @DefaultValue("2s") Duration firstBackoff, @NotNull @DefaultValue("5m") Duration longestBackoff) {

	Duration backoff(int attempts) {
		Duration backoff = this.firstBackoff.multipliedBy(1L << Math.min(attempts, 20));
		return (backoff.compareTo(this.longestBackoff) < 0) ? backoff : this.longestBackoff;
	}

}
