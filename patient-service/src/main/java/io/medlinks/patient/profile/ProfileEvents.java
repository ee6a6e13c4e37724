package io.medlinks.patient.profile;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;

/**
 * What the profile tells the other services.
 */
final class ProfileEvents {

	static final Topic TOPIC = new Topic("medlinks.patient.profile");

	static final EventType CHANGED = new EventType("medlinks.patient.profile-changed.v1", TOPIC);

	private ProfileEvents() {
	}

	static PublishedState state(PatientProfile profile) {
		return PublishedState.of(profile.id(), profile.version(), CHANGED, profile.id(), published(profile));
	}

	static ProfileChangedPublished published(PatientProfile profile) {
		return new ProfileChangedPublished(profile.id(), profile.version(), profile.content());
	}

	/**
	 * A patient's full state as the other services get it.
	 */
	record ProfileChangedPublished(String patientId, long version, ProfileContent content) {

	}

}
