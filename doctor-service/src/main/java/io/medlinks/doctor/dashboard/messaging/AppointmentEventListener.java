package io.medlinks.doctor.dashboard.messaging;

import java.time.Instant;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what is booked, moved and cancelled.
 */
@Configuration(proxyBeanMethods = false)
class AppointmentEventListener {

	@Bean
	EventSubscription appointmentSubscription(Dashboard dashboard) {
		return EventSubscription.named("appointment")
			.topic(new Topic("medlinks.scheduling.appointment"))
			.on("medlinks.scheduling.appointment-booked.v1", AppointmentState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.on("medlinks.scheduling.appointment-moved.v1", AppointmentState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.on("medlinks.scheduling.appointment-cancelled.v1", AppointmentState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	record AppointmentState(String appointmentId, String patientId, String doctorId, long version, String status,
			Instant start, Instant end, String zone, String visitType) {

		Fact.Appointment fact() {
			return new Fact.Appointment(this.appointmentId, this.version, this.patientId, this.doctorId,
					"booked".equals(this.status), this.start, this.end, this.visitType, this.zone);
		}

	}

}
