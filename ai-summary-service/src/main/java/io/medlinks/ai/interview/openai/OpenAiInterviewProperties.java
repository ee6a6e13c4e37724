package io.medlinks.ai.interview.openai;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The OpenAI-compatible endpoint; looked at only while the engine is {@code openai}. A
 * patient waits for each answer, so it must come soon or not at all.
 *
 * @param baseUrl the address under which {@code /chat/completions} answers, a local model
 * unless told
 * @param apiKey the key; empty where the endpoint asks for none
 * @param model the model's name at the endpoint
 * @param timeout how long a question may take, 4 s unless told; the text may take twice
 * that
 * @param answerTokens how long an answer may be, in tokens, 900 unless told
 * @param dailyTokens how many tokens may be spent on a day (UTC) by all instances,
 * 500,000 unless told
 * @param failures after how many failures in a row the model is left alone for a while, 3
 * unless told
 * @param pause how long it is left alone, 30 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.ai.interview.openai")
public record OpenAiInterviewProperties(@NotNull @DefaultValue("http://localhost:11434/v1") URI baseUrl,
		@NotNull @DefaultValue("") String apiKey, @NotNull @DefaultValue("") String model,
		@NotNull @DefaultValue("4s") Duration timeout, @Min(100) @DefaultValue("900") int answerTokens,
		@Min(0) @DefaultValue("500000") long dailyTokens, @Min(1) @Max(100) @DefaultValue("3") int failures,
		@NotNull @DefaultValue("30s") Duration pause) {

	@Override
	public String toString() {
		return "OpenAiInterviewProperties[" + this.baseUrl + " " + this.model + "]";
	}

}
