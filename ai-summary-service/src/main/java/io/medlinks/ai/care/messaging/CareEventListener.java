package io.medlinks.ai.care.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to who treats whom and who is approved, because every service checks both.
 */
@Configuration(proxyBeanMethods = false)
class CareEventListener {

	@Bean
	EventSubscription careTeamSubscription(ProjectedCareRelationships relationships) {
		return relationships.subscription("medlinks.patient.care-team-link-opened.v1",
				"medlinks.patient.care-team-link-closed.v1");
	}

	@Bean
	EventSubscription doctorStandingSubscription(ProjectedDoctorStanding standing) {
		return standing.subscription("medlinks.doctor.profile-changed.v1");
	}

}
