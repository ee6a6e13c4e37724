package io.medlinks.scheduling.messages;

import io.medlinks.scheduling.calendar.CalendarEvent;
import io.medlinks.scheduling.calendar.CalendarWords;
import io.medlinks.scheduling.calendar.Calendars;
import io.medlinks.scheduling.calendar.SiteProperties;
import io.medlinks.scheduling.people.Contact;
import io.medlinks.scheduling.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes a mail of a message: addressed, in the reader's language and zone, with the
 * appointment as a calendar part.
 */
@Component
class MailWriter {

	private final People people;

	private final MessageProperties properties;

	private final SiteProperties site;

	MailWriter(People people, MessageProperties properties, SiteProperties site) {
		this.people = people;
		this.properties = properties;
		this.site = site;
	}

	/**
	 * Writes the mail.
	 * @return the mail; an {@link UndeliverableException} where nobody can be addressed
	 */
	Mono<Mail> write(Message message) {
		boolean toPatient = message.recipient() == Recipient.PATIENT;
		Mono<Contact> patient = this.people.contactOfPatient(message.patientId());
		Mono<Contact> doctor = this.people.contactOfDoctor(message.doctorId());
		Mono<Contact> other = toPatient ? doctor : patient;
		return (toPatient ? patient : doctor)
			.switchIfEmpty(Mono.error(() -> new UndeliverableException(Obstacle.NO_PROFILE, null)))
			.flatMap((reader) -> other.map(Contact::name)
				.defaultIfEmpty("")
				.flatMap((name) -> Mono
					.fromCallable(() -> write(message, reader, name.isBlank() ? null : name, address(reader)))
					.subscribeOn(Schedulers.boundedElastic())))
			.onErrorMap((failure) -> !(failure instanceof UndeliverableException),
					(failure) -> new UndeliverableException(Obstacle.UNWRITABLE, failure));
	}

	private static String address(Contact reader) {
		String email = reader.email();
		if (email == null || email.isBlank()) {
			throw new UndeliverableException(Obstacle.NO_ADDRESS, null);
		}
		return email.strip();
	}

	private Mail write(Message message, Contact reader, @Nullable String other, String address) {
		MailTexts texts = MailTexts.of(reader);
		boolean cancelled = message.occasion() == Occasion.CANCELLED;
		CalendarEvent event = new CalendarEvent(message.appointmentId(), message.appointmentVersion(), message.start(),
				message.end(), CalendarWords.title(reader.language()), cancelled, message.at());
		return new Mail(message.id(), this.properties.from(), address, reader.language(), texts.subject(message),
				texts.body(message, reader, other, this.site.address().toString()), message.at(),
				cancelled ? "CANCEL" : "REQUEST",
				Calendars.invitation(event, reader.zone(), this.properties.from(), address));
	}

}
