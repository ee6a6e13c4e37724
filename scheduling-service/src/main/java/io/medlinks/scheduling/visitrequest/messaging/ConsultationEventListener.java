package io.medlinks.scheduling.visitrequest.messaging;

import io.medlinks.platform.events.EventHandler;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.visitrequest.VisitRequest;
import io.medlinks.scheduling.visitrequest.VisitRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hears of consultations that ask for a visit, or no longer do.
 */
@Configuration(proxyBeanMethods = false)
class ConsultationEventListener {

	@Bean
	EventSubscription consultationSubscription(VisitRequests requests) {
		EventHandler<ConsultationFact> handler = (fact, metadata) -> requests.asked(fact.request(),
				metadata.bodyHash());
		return EventSubscription.named("consultation")
			.topic(new Topic("medlinks.doctor.consultation"))
			.on("medlinks.doctor.consultation-recorded.v1", ConsultationFact.class, handler)
			.on("medlinks.doctor.consultation-amended.v1", ConsultationFact.class, handler)
			.on("medlinks.doctor.consultation-retracted.v1", ConsultationFact.class, handler)
			.build();
	}

	record ConsultationFact(String consultationId, String patientId, String doctorId, long version,
			VisitRequest.@Nullable Asked pleaseBook) {

		VisitRequest request() {
			return new VisitRequest(this.consultationId, this.version, this.patientId, this.doctorId, this.pleaseBook);
		}

	}

}
