package io.medlinks.doctor.profile;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;

/**
 * What the profile tells the other services.
 */
final class DoctorEvents {

	static final Topic TOPIC = new Topic("medlinks.doctor.profile");

	static final EventType CHANGED = new EventType("medlinks.doctor.profile-changed.v1", TOPIC);

	private DoctorEvents() {
	}

	static PublishedState state(Doctor doctor) {
		return PublishedState.of(doctor.id(), doctor.version(), CHANGED, doctor.id(), published(doctor));
	}

	static ProfileChangedPublished published(Doctor doctor) {
		return new ProfileChangedPublished(doctor.id(), doctor.version(), doctor.approved(), doctor.content());
	}

	/**
	 * A doctor's full state as the other services get it.
	 */
	record ProfileChangedPublished(String doctorId, long version, boolean approved, DoctorContent content) {
	}

}
