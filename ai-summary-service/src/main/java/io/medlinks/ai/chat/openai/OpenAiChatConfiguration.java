package io.medlinks.ai.chat.openai;

import java.time.Clock;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.medlinks.ai.budget.DailyTokenBudget;
import io.medlinks.ai.chat.HealthAssistant;
import io.medlinks.ai.summary.SymptomNames;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.util.Assert;

/**
 * Puts the model before the embedded engine where it is configured; otherwise nothing
 * here exists and no key is asked for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "medlinks.ai.chat.engine", havingValue = "openai")
class OpenAiChatConfiguration {

	@Bean
	HealthAssistant openAiHealthAssistant(OpenAiChatProperties properties, SymptomNames names,
			ReactiveMongoTemplate mongo, Clock clock, JsonMapper json) {
		Assert.hasText(properties.model(),
				"Set medlinks.ai.chat.openai.model to a model of the endpoint, or the engine to 'extractive'");
		return new OpenAiHealthAssistant(model(properties), properties,
				new DailyTokenBudget(mongo, properties.dailyTokens(), clock), breaker(properties), names, json);
	}

	static ChatModel model(OpenAiChatProperties properties) {
		OpenAiChatOptions options = new OpenAiChatOptions.Builder().model(properties.model())
			.baseUrl(properties.baseUrl().toString())
			// The client insists on a key; local models look at none.
			.apiKey(properties.apiKey().isBlank() ? "none" : properties.apiKey())
			.timeout(properties.timeout())
			// Somebody waits: the embedded engine is quicker than a second try.
			.maxRetries(0)
			.maxTokens(properties.answerTokens())
			.temperature(0.0)
			.streamUsage(true)
			.build();
		return OpenAiChatModel.builder().options(options).build();
	}

	static CircuitBreaker breaker(OpenAiChatProperties properties) {
		return CircuitBreaker.of("chat",
				CircuitBreakerConfig.custom()
					.slidingWindowSize(properties.breakerCalls())
					.minimumNumberOfCalls(properties.breakerCalls())
					.failureRateThreshold(50)
					.waitDurationInOpenState(properties.breakerPause())
					.permittedNumberOfCallsInHalfOpenState(2)
					.build());
	}

}
