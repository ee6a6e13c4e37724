package io.medlinks.platform.security;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Mono;

/**
 * Doctors' approval as another service published it.
 */
public final class ProjectedDoctorStanding implements DoctorStanding {

	/** Where doctors are published. */
	public static final Topic TOPIC = new Topic("medlinks.doctor.profile");

	private final ReactiveMongoTemplate mongo;

	private final Projection<Standing> standings;

	/**
	 * A projection.
	 * @param mongo where it is kept
	 * @param projections how it is kept
	 */
	public ProjectedDoctorStanding(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.standings = projections.of("doctor-standings", TOPIC, Standing.class);
	}

	@Override
	public Mono<Boolean> isApproved(String doctorId) {
		return this.mongo.findById(doctorId, Standing.class).map(Standing::approved).defaultIfEmpty(false);
	}

	/**
	 * The name under which a doctor was published; empty where none was.
	 * @param doctorId the doctor
	 */
	public Mono<String> nameOf(String doctorId) {
		return this.mongo.findById(doctorId, Standing.class).map(Standing::name);
	}

	/**
	 * Takes over a doctor's standing as published.
	 * @param fact the standing
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Projections.Outcome> apply(StandingFact fact, String bodyHash) {
		return this.standings.apply(fact.doctorId(), fact.version(), bodyHash,
				new Update().set("approved", fact.approved()).set("name", fact.content().name()));
	}

	/**
	 * The subscription that keeps this projection, for services with nothing else to do
	 * on a changed doctor.
	 * @param type the event type that carries a doctor's state
	 */
	public EventSubscription subscription(String type) {
		return EventSubscription.named("doctor-standing")
			.topic(TOPIC)
			.on(type, StandingFact.class, (fact, metadata) -> apply(fact, metadata.bodyHash()).then())
			.build();
	}

	/**
	 * What is read of a published doctor.
	 *
	 * @param doctorId the doctor
	 * @param version the profile's version
	 * @param approved whether an operator approved the doctor
	 * @param content what identifies the doctor
	 */
	public record StandingFact(String doctorId, long version, boolean approved, Content content) {

		/**
		 * What identifies the doctor.
		 *
		 * @param name the doctor's name with title
		 */
		public record Content(String name) {

		}

	}

	@Document("doctorStandings")
	record Standing(@Id String id, long version, boolean approved, String name) {

	}

}
