package io.medlinks.scheduling.messages;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Runs the deliveries and measures them.
 */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

	@Bean(defaultCandidate = false)
	ThreadPoolTaskScheduler messageScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(1);
		scheduler.setThreadNamePrefix("messages-");
		scheduler.setDaemon(true);
		return scheduler;
	}

	@Bean
	UnsentMessages unsentMessages(ReactiveMongoTemplate mongo, Clock clock, MeterRegistry meters) {
		return new UnsentMessages(mongo, clock, meters);
	}

}
