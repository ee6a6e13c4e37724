package io.medlinks.notes;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Runs the notes.
 */
@SpringBootApplication
public class NotesApplication {

	@Bean
	EventSubscription careTeam(ProjectedCareRelationships relationships) {
		return relationships.subscription("medlinks.patient.care-team-link-opened.v1",
				"medlinks.patient.care-team-link-closed.v1");
	}

	@Bean
	EventSubscription doctors(ProjectedDoctorStanding standing) {
		return standing.subscription("medlinks.doctor.profile-changed.v1");
	}

}
