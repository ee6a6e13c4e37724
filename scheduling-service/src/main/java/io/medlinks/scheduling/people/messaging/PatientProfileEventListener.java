package io.medlinks.scheduling.people.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.people.People;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Hears of patients' profiles.
 */
@Configuration(proxyBeanMethods = false)
class PatientProfileEventListener {

	static final String PROFILE_CHANGED = "medlinks.patient.profile-changed.v1";

	@Bean
	EventSubscription patientProfileSubscription(People people) {
		return EventSubscription.named("patient-profile")
			.topic(new Topic("medlinks.patient.profile"))
			.on(PROFILE_CHANGED, ProfileFact.class, (fact, metadata) -> on(people, fact, metadata.bodyHash()))
			.build();
	}

	private static Mono<Void> on(People people, ProfileFact fact, String bodyHash) {
		return people.patientIsCalled(fact.patientId(), fact.version(), bodyHash, fact.content().name());
	}

	record ProfileFact(String patientId, long version, Content content) {

		record Content(String name) {

		}

	}

}
