package io.medlinks.ai.chat.openai;

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
 * @param stall how long a stream may be silent, 8 s unless told
 * @param answerTokens how long an answer may be, in tokens, 800 unless told
 * @param dailyTokens how many tokens all tasks together may have spent on a day (UTC) for
 * the chat to go on, 500,000 unless told
 * @param breakerCalls how many of the last answers are looked at to decide whether the
 * model is asked at all, 10 unless told; where half of them failed it is not
 * @param breakerPause for how long it is not, 30 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.ai.chat.openai")
public record OpenAiChatProperties(@NotNull @DefaultValue("http://localhost:11434/v1") URI baseUrl,
		@NotNull @DefaultValue("") String apiKey, @NotNull @DefaultValue("") String model,
		@NotNull @DefaultValue("30s") Duration timeout, @NotNull @DefaultValue("8s") Duration stall,
		@Min(100) @DefaultValue("800") int answerTokens, @Min(0) @DefaultValue("500000") long dailyTokens,
		@Min(2) @Max(1000) @DefaultValue("10") int breakerCalls, @NotNull @DefaultValue("30s") Duration breakerPause) {

	@Override
	public String toString() {
		return "OpenAiChatProperties[" + this.baseUrl + " " + this.model + "]";
	}

}
