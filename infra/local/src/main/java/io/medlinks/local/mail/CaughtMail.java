package io.medlinks.local.mail;

import java.time.Instant;
import java.util.List;

/**
 * What lists show of a mail.
 *
 * @param id its id; later ones sort behind earlier ones
 * @param receivedAt when it came
 * @param from the sender of its envelope
 * @param to the recipients of its envelope
 * @param subject its subject; empty where it has none
 * @param messageId its Message-ID; empty where it has none
 */
record CaughtMail(String id, Instant receivedAt, String from, List<String> to, String subject, String messageId) {

	CaughtMail {
		to = List.copyOf(to);
	}

	boolean isTo(String address) {
		return this.to.stream().anyMatch(address::equalsIgnoreCase);
	}

}
