package io.medlinks.scheduling.urgency;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How urgent patients are: the most urgent of the entry versions that no doctor has
 * acknowledged.
 */
@Component
public class PatientUrgencies {

	private final ReactiveMongoTemplate mongo;

	private final Projection<AssessedEntry> assessed;

	private final Projection<Review> reviewed;

	PatientUrgencies(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.assessed = projections.of("assessed-entries", new Topic("medlinks.ai.assessment"), AssessedEntry.class);
		this.reviewed = projections.of("reviews", new Topic("medlinks.doctor.review"), Review.class);
	}

	/**
	 * How urgent a patient is; routine where nothing waits for a doctor.
	 * @param patientId the patient
	 */
	public Mono<UrgencyLevel> of(String patientId) {
		Query ofPatient = Query.query(Criteria.where("patientId").is(patientId));
		Mono<List<AssessedEntry>> assessed = this.mongo.find(ofPatient, AssessedEntry.class).collectList();
		Mono<List<Review>> reviews = this.mongo.find(ofPatient, Review.class).collectList();
		return Mono.zip(assessed, reviews, PatientUrgencies::mostUrgent);
	}

	static UrgencyLevel mostUrgent(List<AssessedEntry> assessed, List<Review> reviews) {
		Map<String, Long> acknowledged = reviews.stream()
			.filter(Review::acknowledges)
			.flatMap((review) -> review.covers().stream())
			.collect(Collectors.toMap(Review.Covered::entryId, Review.Covered::version, Math::max));
		return assessed.stream()
			.filter((entry) -> entry.entryVersion() > acknowledged.getOrDefault(entry.id(), 0L))
			.map(AssessedEntry::level)
			.min(Comparator.naturalOrder())
			.orElse(UrgencyLevel.ROUTINE);
	}

	/**
	 * Takes over what the rules said of an entry.
	 * @param entry what they said
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> assessed(AssessedEntry entry, String bodyHash) {
		Update state = new Update().set("patientId", entry.patientId())
			.set("entryVersion", entry.entryVersion())
			.set("level", entry.level());
		return this.assessed.apply(entry.id(), entry.version(), bodyHash, state).then();
	}

	/**
	 * Takes over what a doctor did about entry versions.
	 * @param review the review
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> reviewed(Review review, String bodyHash) {
		Update state = new Update().set("patientId", review.patientId())
			.set("acknowledges", review.acknowledges())
			.set("covers", review.covers());
		return this.reviewed.apply(review.id(), review.version(), bodyHash, state).then();
	}

}
