package io.medlinks.scheduling.people;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps who treats whom and who is approved.
 */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

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
