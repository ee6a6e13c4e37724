package io.medlinks.scheduling.messages;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something to tell one person about one version of an appointment. It holds neither
 * names nor addresses nor reasons.
 *
 * @param id made of appointment, version and recipient, so that it is written once
 * @param appointmentId the appointment
 * @param appointmentVersion the version that is told
 * @param recipient who is told
 * @param patientId the patient
 * @param doctorId the doctor
 * @param occasion what is told
 * @param start when the appointment starts
 * @param end when it ends
 * @param visitType the type of visit
 * @param at when it happened
 * @param state what became of the message
 * @param attempts how often it failed in a row
 * @param failingSince when it failed first; null where it never did
 * @param dueAt when it may be tried; null where nothing is left to do
 * @param leaseUntil until when whoever took it has it
 * @param leaseId who has it; null for nobody
 * @param settledAt when it was sent or given up; null before that
 * @param obstacle what stood in the way last; null for nothing
 */
@Document("messages")
@CompoundIndex(name = "appointment", def = "{'appointmentId': 1, 'appointmentVersion': 1}")
@CompoundIndex(name = "at", def = "{'at': 1, '_id': 1}")
@CompoundIndex(name = "state", def = "{'state': 1, 'at': 1, '_id': 1}")
record Message(@Id String id, String appointmentId, long appointmentVersion, Recipient recipient, String patientId,
		String doctorId, Occasion occasion, Instant start, Instant end, VisitType visitType, Instant at,
		MessageState state, int attempts, @Nullable Instant failingSince, @Indexed @Nullable Instant dueAt,
		Instant leaseUntil, @Nullable String leaseId, @Nullable Instant settledAt, @Nullable Obstacle obstacle) {

	static Message waiting(ChangedAppointment change, Recipient recipient, Instant at, Instant now) {
		return new Message(change.appointmentId() + "." + change.version() + "." + recipient.code(),
				change.appointmentId(), change.version(), recipient, change.patientId(), change.doctorId(),
				change.occasion(), change.start(), change.end(), change.visitType(), at, MessageState.WAITING, 0, null,
				now, Instant.EPOCH, null, null, null);
	}

	String recipientId() {
		return (this.recipient == Recipient.PATIENT) ? this.patientId : this.doctorId;
	}

	boolean isHeld(Instant now) {
		return this.leaseUntil.isAfter(now);
	}

}
