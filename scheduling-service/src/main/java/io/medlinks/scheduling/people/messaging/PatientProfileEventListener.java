package io.medlinks.scheduling.people.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Hears how patients are addressed.
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
		ProfileFact.Content content = fact.content();
		return people.patientIsReached(fact.patientId(), fact.version(), bodyHash, content.name(), content.email(),
				content.zone(), content.language());
	}

	record ProfileFact(String patientId, long version, Content content) {

		record Content(String name, @Nullable String email, String zone, String language) {

		}

	}

}
