package io.medlinks.scheduling.people.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Hears how doctors are addressed.
 */
@Configuration(proxyBeanMethods = false)
class DoctorProfileEventListener {

	static final String PROFILE_CHANGED = "medlinks.doctor.profile-changed.v1";

	@Bean
	EventSubscription doctorContactSubscription(People people) {
		return EventSubscription.named("doctor-contact")
			.topic(new Topic("medlinks.doctor.profile"))
			.on(PROFILE_CHANGED, ProfileFact.class, (fact, metadata) -> on(people, fact, metadata.bodyHash()))
			.build();
	}

	private static Mono<Void> on(People people, ProfileFact fact, String bodyHash) {
		ProfileFact.Content content = fact.content();
		return people.doctorIsReached(fact.doctorId(), fact.version(), bodyHash, content.name(), content.email(),
				content.zone(), content.language());
	}

	record ProfileFact(String doctorId, long version, Content content) {

		record Content(String name, @Nullable String email, String zone, @Nullable String language) {

		}

	}

}
