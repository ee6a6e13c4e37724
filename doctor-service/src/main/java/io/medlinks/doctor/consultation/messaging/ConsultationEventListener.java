package io.medlinks.doctor.consultation.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.consultation.Consultations;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.events.EventHandler;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what this service itself published: a crash may have come between a
 * consultation and the entries that it answers.
 */
@Configuration(proxyBeanMethods = false)
class ConsultationEventListener {

	@Bean
	EventSubscription consultationSubscription(Consultations consultations) {
		EventHandler<ConsultationState> handler = (event, _) -> consultations.answered(event.consultationId(),
				event.patientId(), event.doctorId(), event.content().doctorName(), event.covers(), event.recordedAt());
		return EventSubscription.named("consultation")
			.topic(new Topic("medlinks.doctor.consultation"))
			.on("medlinks.doctor.consultation-recorded.v1", ConsultationState.class, handler)
			.on("medlinks.doctor.consultation-amended.v1", ConsultationState.class, handler)
			.on("medlinks.doctor.consultation-retracted.v1", ConsultationState.class, handler)
			.build();
	}

	record ConsultationState(String consultationId, String patientId, String doctorId, List<EntryVersion> covers,
			Instant recordedAt, Content content) {

		record Content(String doctorName) {
		}

	}

}
