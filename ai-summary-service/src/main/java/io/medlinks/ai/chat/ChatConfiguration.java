package io.medlinks.ai.chat;

import io.medlinks.ai.knowledge.KnowledgeBase;
import io.medlinks.ai.urgency.UrgencyRules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Declares the engines and what looks at their sentences, and runs the worker.
 */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

	@Bean
	Frames chatFrames() {
		return Frames.load();
	}

	@Bean
	RedFlags redFlags(UrgencyRules rules, Frames frames) {
		return new RedFlags(rules, frames);
	}

	/** A configured engine comes first; the embedded one is always there behind it. */
	@Bean
	AssistantEngines assistantEngines(ObjectProvider<HealthAssistant> configured, Frames frames,
			KnowledgeBase knowledge, UrgencyRules rules) {
		return new AssistantEngines(configured.orderedStream().toList(), new ExtractiveAssistant(frames),
				new AnswerCheck(knowledge.terms(), rules));
	}

	@Bean
	ThreadPoolTaskScheduler chatScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(1);
		scheduler.setThreadNamePrefix("chat-");
		scheduler.setDaemon(true);
		return scheduler;
	}

}
