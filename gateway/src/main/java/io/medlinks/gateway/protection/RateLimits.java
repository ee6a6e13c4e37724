package io.medlinks.gateway.protection;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.medlinks.gateway.protection.ProtectionProperties.Rate;
import io.medlinks.platform.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts requests per account and per network address, on this instance.
 */
@Component
public class RateLimits {

	private static final int MOST_CALLERS = 50_000;

	private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

	private final ProtectionProperties properties;

	private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
		.maximumSize(MOST_CALLERS)
		.expireAfterAccess(FORGET_AFTER)
		.build();

	RateLimits(ProtectionProperties properties) {
		this.properties = properties;
	}

	/**
	 * Counts a request of an account.
	 * @param subject the account's id
	 * @return a problem where it was one too many
	 */
	public Mono<Void> countUser(String subject) {
		return count("user:" + subject, this.properties.perUser());
	}

	/**
	 * Counts a request of nobody in particular.
	 * @param address the network address
	 * @return a problem where it was one too many
	 */
	public Mono<Void> countAddress(String address) {
		return count("address:" + address, this.properties.perAddress());
	}

	private Mono<Void> count(String caller, Rate rate) {
		return Mono.defer(() -> {
			ConsumptionProbe probe = this.buckets.get(caller, (_) -> bucket(rate)).tryConsumeAndReturnRemaining(1);
			return probe.isConsumed() ? Mono.empty() : Mono.error(tooMany(probe));
		});
	}

	private static Bucket bucket(Rate rate) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
			.build();
	}

	private static Problem tooMany(ConsumptionProbe probe) {
		long seconds = Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999).toSeconds());
		return Problem
			.of(429, "too-many-requests", "Too many requests",
					"You sent more requests than one person needs. Wait " + seconds
							+ " s and go on; what was refused was not saved.")
			.with("retryAfterSeconds", seconds);
	}

}
