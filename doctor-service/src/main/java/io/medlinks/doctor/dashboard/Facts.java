package io.medlinks.doctor.dashboard;

import java.util.HashMap;
import java.util.Map;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Keeps one fact per aggregate of the other services, and of the doctors' own reviews.
 */
@Component
class Facts {

	private final Projections projections;

	private final Map<Class<?>, Projection<?>> kept = new HashMap<>();

	Facts(Projections projections) {
		this.projections = projections;
		keep("patients", "medlinks.patient.profile", Fact.Patient.class);
		keep("diary-entries", "medlinks.patient.diary", Fact.Entry.class);
		keep("care-team-links", "medlinks.patient.care-team", Fact.CareLink.class);
		keep("assessments", "medlinks.ai.assessment", Fact.Assessment.class);
		keep("summaries", "medlinks.ai.summary", Fact.Summary.class);
		keep("appointments", "medlinks.scheduling.appointment", Fact.Appointment.class);
		keep("reviews", "medlinks.doctor.review", Fact.Acknowledgement.class);
	}

	private void keep(String name, String topic, Class<? extends Fact> type) {
		this.kept.put(type, this.projections.of(name, new Topic(topic), type));
	}

	/**
	 * Takes a fact over unless something newer is known.
	 * @param fact the fact
	 * @param bodyHash the hash of the published body
	 */
	Mono<Projections.Outcome> apply(Fact fact, String bodyHash) {
		Projection<?> projection = this.kept.get(fact.getClass());
		if (projection == null) {
			throw new IllegalStateException("Nobody keeps " + fact.getClass().getName());
		}
		return projection.apply(fact.id(), fact.version(), bodyHash, fact.state());
	}

}
