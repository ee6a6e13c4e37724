package io.medlinks.ai.summary.openai;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The OpenAI-compatible endpoint; looked at only while the engine is {@code openai}.
 *
 * @param baseUrl the address under which {@code /chat/completions} answers, a local model
 * unless told
 * @param apiKey the key; empty where the endpoint asks for none
 * @param model the model's name at the endpoint
 * @param timeout how long a whole answer may take, 30 s unless told
 * @param stall how long a stream may be silent, 10 s unless told
 * @param streaming whether the answer is streamed, true unless told
 * @param retries how often the client tries again after a refusal such as 429 or 500, 1
 * unless told
 * @param answerTokens how long an answer may be, in tokens, 1,200 unless told
 * @param dailyTokens how many tokens may be spent on a day (UTC) by all instances,
 * 500,000 unless told
 */
@Validated
@ConfigurationProperties("medlinks.ai.summary.openai")
public record OpenAiProperties(@NotNull @DefaultValue("http://localhost:11434/v1") URI baseUrl,
		@NotNull @DefaultValue("") String apiKey, @NotNull @DefaultValue("") String model,
		@NotNull @DefaultValue("30s") Duration timeout, @NotNull @DefaultValue("10s") Duration stall,
		@DefaultValue("true") boolean streaming, @Min(0) @Max(5) @DefaultValue("1") int retries,
		@Min(100) @DefaultValue("1200") int answerTokens, @Min(0) @DefaultValue("500000") long dailyTokens) {

	@Override
	public String toString() {
		return "OpenAiProperties[" + this.baseUrl + " " + this.model + "]";
	}

}
