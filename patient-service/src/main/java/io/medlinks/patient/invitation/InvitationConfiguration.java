package io.medlinks.patient.invitation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Runs what carries invitations out.
 */
@Configuration(proxyBeanMethods = false)
class InvitationConfiguration {

	@Bean(defaultCandidate = false)
	ThreadPoolTaskScheduler invitationScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(1);
		scheduler.setThreadNamePrefix("invitations-");
		scheduler.setDaemon(true);
		return scheduler;
	}

}
