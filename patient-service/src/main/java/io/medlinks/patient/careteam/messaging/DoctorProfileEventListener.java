package io.medlinks.patient.careteam.messaging;

import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to who the doctors are and whether they are approved.
 */
@Configuration(proxyBeanMethods = false)
class DoctorProfileEventListener {

	@Bean
	EventSubscription doctorProfileSubscription(CareTeam careTeam) {
		return EventSubscription.named("doctor-profile")
			.topic(new Topic("medlinks.doctor.profile"))
			.on("medlinks.doctor.profile-changed.v1", ProfileChanged.class,
					(fact, metadata) -> careTeam.onDoctor(fact.doctorId(), fact.version(), fact.content().name(),
							fact.content().specialty(), fact.approved(), metadata.bodyHash()))
			.build();
	}

	record ProfileChanged(String doctorId, long version, boolean approved, Content content) {

		record Content(String name, String specialty) {

		}

	}

}
