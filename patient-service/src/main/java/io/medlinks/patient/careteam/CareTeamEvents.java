package io.medlinks.patient.careteam;

import java.time.Instant;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;
import org.jspecify.annotations.Nullable;

/**
 * What the care team tells the other services.
 */
final class CareTeamEvents {

	static final Topic TOPIC = new Topic("medlinks.patient.care-team");

	static final EventType OPENED = new EventType("medlinks.patient.care-team-link-opened.v1", TOPIC);

	static final EventType CLOSED = new EventType("medlinks.patient.care-team-link-closed.v1", TOPIC);

	private CareTeamEvents() {
	}

	static PublishedState state(CareTeamLink link) {
		return PublishedState.of(link.id(), link.version(), link.active() ? OPENED : CLOSED, link.patientId(),
				published(link));
	}

	static CareTeamLinkPublished published(CareTeamLink link) {
		return new CareTeamLinkPublished(link.id(), link.patientId(), link.doctorId(), link.version(), link.active(),
				link.since(), link.until());
	}

	/**
	 * A link's full state as the other services get it.
	 */
	record CareTeamLinkPublished(String linkId, String patientId, String doctorId, long version, boolean active,
			Instant since, @Nullable Instant until) {

	}

}
