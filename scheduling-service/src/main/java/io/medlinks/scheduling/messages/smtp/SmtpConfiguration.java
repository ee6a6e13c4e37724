package io.medlinks.scheduling.messages.smtp;

import io.medlinks.scheduling.messages.MailSender;
import io.medlinks.scheduling.messages.MessageProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Sends mails where a mail server is configured.
 */
@Configuration(proxyBeanMethods = false)
class SmtpConfiguration {

	@Bean
	@Conditional(ServerConfigured.class)
	MailSender smtpMailSender(SmtpProperties server, MessageProperties messages) {
		return new SmtpMailSender(server, messages);
	}

	/**
	 * Whether a mail server is named.
	 */
	static final class ServerConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("medlinks.smtp.host"));
		}

	}

}
