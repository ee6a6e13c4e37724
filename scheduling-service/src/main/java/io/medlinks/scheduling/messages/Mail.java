package io.medlinks.scheduling.messages;

import java.time.Instant;

/**
 * A mail ready to be sent.
 *
 * @param id the same for each attempt, so that whoever gets it twice can tell
 * @param from the address that it comes from
 * @param to the address of the one who gets it
 * @param language the BCP 47 tag of its language
 * @param subject its subject
 * @param text its text
 * @param at when what it tells happened
 * @param method the iCalendar method of its calendar part
 * @param calendar its calendar part
 */
public record Mail(String id, String from, String to, String language, String subject, String text, Instant at,
		String method, String calendar) {

	@Override
	public String toString() {
		return "Mail[" + this.id + "]";
	}

}
