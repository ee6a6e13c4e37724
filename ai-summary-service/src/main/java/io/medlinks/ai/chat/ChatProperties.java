package io.medlinks.ai.chat;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How questions are answered.
 *
 * @param engine {@code extractive} (embedded, no model, no network) unless told, or
 * {@code openai} for any OpenAI-compatible endpoint
 * @param perMinute how many questions a patient may ask in a minute, 10 unless told
 * @param perDay how many questions a patient may ask on a day (UTC), 100 unless told
 * @param entries how many of the newest diary entries are looked through, 50 unless told
 * @param lease how long one attempt at an answer may take before another instance takes
 * over, 1 min unless told; longer than the model's time limit
 * @param sweepEvery how often waiting questions are looked for without being woken, 1 s
 * unless told
 * @param watch how often a stream looks whether another instance has said more, 250 ms
 * unless told
 * @param concurrency how many answers are worked on at once in this process, 8 unless
 * told
 * @param attempts how often an answer is begun before it is given up, 5 unless told
 * @param firstBackoff how long to wait after the first failure, 500 ms unless told;
 * doubled with each further one
 */
@Validated
@ConfigurationProperties("medlinks.ai.chat")
public record ChatProperties(@Pattern(regexp = "extractive|openai") @DefaultValue("extractive") String engine,
		@Min(1) @DefaultValue("10") int perMinute, @Min(1) @DefaultValue("100") int perDay,
		@Min(1) @Max(200) @DefaultValue("50") int entries, @NotNull @DefaultValue("1m") Duration lease,
		@NotNull @DefaultValue("1s") Duration sweepEvery, @NotNull @DefaultValue("250ms") Duration watch,
		@Min(1) @Max(64) @DefaultValue("8") int concurrency, @Min(1) @Max(20) @DefaultValue("5") int attempts,
		@NotNull @DefaultValue("500ms") Duration firstBackoff) {

	Duration backoff(int attempt) {
		return this.firstBackoff.multipliedBy(1L << Math.min(Math.max(0, attempt - 1), 20));
	}

}
