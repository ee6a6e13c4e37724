package io.medlinks.platform.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Care-team links as another service published them.
 */
public final class ProjectedCareRelationships implements CareRelationships {

	/** Where links are published. */
	public static final Topic TOPIC = new Topic("medlinks.patient.care-team");

	private final ReactiveMongoTemplate mongo;

	private final Projection<Link> links;

	/**
	 * A projection.
	 * @param mongo where it is kept
	 * @param projections how it is kept
	 */
	public ProjectedCareRelationships(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.links = projections.of("care-team-links", TOPIC, Link.class);
	}

	@Override
	public Mono<Boolean> isInCare(String doctorId, String patientId) {
		return this.mongo.findById(patientId + ":" + doctorId, Link.class).map(Link::active).defaultIfEmpty(false);
	}

	/**
	 * The patients in a doctor's care.
	 * @param doctorId the doctor
	 */
	public Flux<String> patientsOf(String doctorId) {
		return this.mongo.find(Query.query(Criteria.where("doctorId").is(doctorId).and("active").is(true)), Link.class)
			.map(Link::patientId);
	}

	/**
	 * The doctors who treat a patient.
	 * @param patientId the patient
	 */
	public Flux<String> doctorsOf(String patientId) {
		return this.mongo
			.find(Query.query(Criteria.where("patientId").is(patientId).and("active").is(true)), Link.class)
			.map(Link::doctorId);
	}

	/**
	 * Takes over a link as published.
	 * @param fact the link
	 * @param bodyHash the hash of the published body
	 * @return whether it was newer than, the same as or older than what was known
	 */
	public Mono<Projections.Outcome> apply(LinkFact fact, String bodyHash) {
		return this.links.apply(fact.linkId(), fact.version(), bodyHash,
				new Update().set("patientId", fact.patientId())
					.set("doctorId", fact.doctorId())
					.set("active", fact.active()));
	}

	/**
	 * The subscription that keeps this projection, for services with nothing else to do
	 * on a changed link.
	 * @param types the event types that carry a link's state
	 */
	public EventSubscription subscription(String... types) {
		EventSubscription.Builder subscription = EventSubscription.named("care-team").topic(TOPIC);
		for (String type : types) {
			subscription.on(type, LinkFact.class, (fact, metadata) -> apply(fact, metadata.bodyHash()).then());
		}
		return subscription.build();
	}

	/**
	 * What is read of a published link.
	 *
	 * @param patientId the patient
	 * @param doctorId the doctor
	 * @param version the link's version
	 * @param active whether the doctor treats the patient
	 */
	public record LinkFact(String patientId, String doctorId, long version, boolean active) {

		/** The link's id, the same in all services. */
		@JsonIgnore
		public String linkId() {
			return this.patientId + ":" + this.doctorId;
		}

	}

	@Document("careLinks")
	record Link(@Id String id, long version, @Indexed String patientId, @Indexed String doctorId, boolean active) {

	}

}
