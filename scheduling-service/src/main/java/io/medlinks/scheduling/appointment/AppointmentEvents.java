package io.medlinks.scheduling.appointment;

import java.time.Instant;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * What appointments tell the other services.
 */
final class AppointmentEvents {

	static final Topic TOPIC = new Topic("medlinks.scheduling.appointment");

	static final EventType BOOKED = new EventType("medlinks.scheduling.appointment-booked.v1", TOPIC);

	static final EventType MOVED = new EventType("medlinks.scheduling.appointment-moved.v1", TOPIC);

	static final EventType CANCELLED = new EventType("medlinks.scheduling.appointment-cancelled.v1", TOPIC);

	private AppointmentEvents() {
	}

	static PublishedState state(Appointment appointment) {
		return PublishedState.of(appointment.appointmentId(), appointment.version(),
				appointment.isActive() ? BOOKED : CANCELLED, appointment.patientId(), published(appointment));
	}

	static AppointmentPublished published(Appointment appointment) {
		return new AppointmentPublished(appointment.appointmentId(), appointment.patientId(), appointment.doctorId(),
				appointment.version(), appointment.status(), appointment.start(), appointment.end(),
				appointment.zone().getId(), appointment.visitType(), appointment.bookedBy(), appointment.bookedAt(),
				new AppointmentPublished.Content(appointment.reason(), appointment.cancelReason()));
	}

	/**
	 * An appointment's full state as the other services get it.
	 */
	record AppointmentPublished(String appointmentId, String patientId, String doctorId, long version,
			AppointmentStatus status, Instant start, Instant end, String zone, VisitType visitType, BookedBy bookedBy,
			Instant bookedAt, Content content) {

		record Content(@Nullable PatientText reason, @Nullable PatientText cancelReason) {

		}

	}

}
