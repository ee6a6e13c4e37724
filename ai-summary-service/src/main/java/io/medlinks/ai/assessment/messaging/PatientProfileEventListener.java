package io.medlinks.ai.assessment.messaging;

import java.time.LocalDate;

import io.medlinks.ai.assessment.Assessments;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.profile.Profiles;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projections;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to the patients' profiles: age and sex can change how urgent an entry is.
 */
@Configuration(proxyBeanMethods = false)
class PatientProfileEventListener {

	private final Profiles profiles;

	private final Assessments assessments;

	PatientProfileEventListener(Profiles profiles, Assessments assessments) {
		this.profiles = profiles;
		this.assessments = assessments;
	}

	@Bean
	EventSubscription patientProfileSubscription() {
		return EventSubscription.named("patient-profile")
			.topic(new Topic("medlinks.patient.profile"))
			.on("medlinks.patient.profile-changed.v1", ProfileFact.class,
					(fact, metadata) -> on(fact, metadata.bodyHash()))
			.build();
	}

	private Mono<Void> on(ProfileFact fact, String bodyHash) {
		return this.profiles.apply(fact.profile(), bodyHash)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.assessments.reassess(fact.patientId()));
	}

	record ProfileFact(String patientId, long version, Content content) {

		PatientProfile profile() {
			return new PatientProfile(this.patientId, this.version, this.content.name(), this.content.birthDate(),
					this.content.sex(), this.content.email(), this.content.phone(), this.content.zone(),
					this.content.healthCardId(), this.content.address());
		}

		@Override
		public String toString() {
			return "ProfileFact[" + this.patientId + " v" + this.version + "]";
		}

		record Content(String name, @Nullable LocalDate birthDate, String sex, @Nullable String email,
				@Nullable String phone, String zone, @Nullable String healthCardId, @Nullable String address) {

		}

	}

}
