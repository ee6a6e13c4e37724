package io.medlinks.ai.work;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Runs the worker.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WorkConfiguration {

	@Bean
	ThreadPoolTaskScheduler workScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(1);
		scheduler.setThreadNamePrefix("work-");
		scheduler.setDaemon(true);
		return scheduler;
	}

}
