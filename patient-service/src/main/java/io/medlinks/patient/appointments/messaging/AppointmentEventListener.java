package io.medlinks.patient.appointments.messaging;

import java.time.Instant;

import io.medlinks.patient.appointments.AppointmentStatus;
import io.medlinks.patient.appointments.Appointments;
import io.medlinks.patient.appointments.BookedBy;
import io.medlinks.patient.appointments.PublishedAppointment;
import io.medlinks.patient.appointments.VisitType;
import io.medlinks.platform.events.EventHandler;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what scheduling-service books, moves and cancels.
 */
@Configuration(proxyBeanMethods = false)
class AppointmentEventListener {

	@Bean
	EventSubscription appointmentSubscription(Appointments appointments) {
		EventHandler<AppointmentFact> handler = (fact, metadata) -> appointments.changed(fact.appointment(),
				metadata.bodyHash());
		return EventSubscription.named("appointment")
			.topic(new Topic("medlinks.scheduling.appointment"))
			.on("medlinks.scheduling.appointment-booked.v1", AppointmentFact.class, handler)
			.on("medlinks.scheduling.appointment-moved.v1", AppointmentFact.class, handler)
			.on("medlinks.scheduling.appointment-cancelled.v1", AppointmentFact.class, handler)
			.build();
	}

	record AppointmentFact(String appointmentId, String patientId, String doctorId, long version,
			AppointmentStatus status, Instant start, Instant end, String zone, VisitType visitType, BookedBy bookedBy,
			Content content) {

		PublishedAppointment appointment() {
			return new PublishedAppointment(this.appointmentId, this.version, this.patientId, this.doctorId,
					this.status, this.start, this.end, this.zone, this.visitType, this.bookedBy, this.content.reason());
		}

		record Content(@Nullable PatientText reason) {

		}

	}

}
