package io.medlinks.scheduling.messages;

import reactor.core.publisher.Mono;

/**
 * Gives mails to whoever delivers them.
 */
public interface MailSender {

	/**
	 * Sends one mail.
	 * @param mail the mail
	 * @return completes when the mail server has taken it; an
	 * {@link UndeliverableException} otherwise
	 */
	Mono<Void> send(Mail mail);

}
