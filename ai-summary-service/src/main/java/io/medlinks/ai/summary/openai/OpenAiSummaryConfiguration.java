package io.medlinks.ai.summary.openai;

import java.time.Clock;

import io.medlinks.ai.budget.DailyTokenBudget;
import io.medlinks.ai.summary.Negatives;
import io.medlinks.ai.summary.SummaryGenerator;
import io.medlinks.ai.summary.SymptomNames;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
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
@ConditionalOnProperty(name = "medlinks.ai.summary.engine", havingValue = "openai")
class OpenAiSummaryConfiguration {

	@Bean
	SummaryGenerator openAiSummaryGenerator(OpenAiProperties properties, SymptomNames names, Negatives negatives,
			ReactiveMongoTemplate mongo, Clock clock, JsonMapper json) {
		Assert.hasText(properties.model(),
				"Set medlinks.ai.summary.openai.model to a model of the endpoint, or the engine to 'template'");
		return new OpenAiSummaryGenerator(model(properties), properties,
				new DailyTokenBudget(mongo, properties.dailyTokens(), clock), names, negatives, json);
	}

	static ChatModel model(OpenAiProperties properties) {
		OpenAiChatOptions options = new OpenAiChatOptions.Builder().model(properties.model())
			.baseUrl(properties.baseUrl().toString())
			// The client insists on a key; local models look at none.
			.apiKey(properties.apiKey().isBlank() ? "none" : properties.apiKey())
			.timeout(properties.timeout())
			.maxRetries(properties.retries())
			.maxTokens(properties.answerTokens())
			.temperature(0.0)
			.streamUsage(properties.streaming())
			.responseFormat(ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build())
			.build();
		return OpenAiChatModel.builder().options(options).build();
	}

}
