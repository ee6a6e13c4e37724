package io.medlinks.patient.diary;

import java.util.List;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What other services found out about entries: how urgent they are and who has seen them.
 * It may arrive before the entry's next version, or be about an entry that is not shown.
 */
@Component
public class EntryFindings {

	private final ReactiveMongoTemplate mongo;

	private final Projection<EntryAssessment> assessments;

	private final Projection<PublishedReview> reviews;

	private final LiveFeeds live;

	EntryFindings(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live) {
		this.mongo = mongo;
		this.assessments = projections.of("entry-assessments", new Topic("medlinks.ai.assessment"),
				EntryAssessment.class);
		this.reviews = projections.of("reviews", new Topic("medlinks.doctor.review"), PublishedReview.class);
		this.live = live;
	}

	/**
	 * Takes over an assessment.
	 * @param patientId whose entry was assessed
	 * @param entryId the entry
	 * @param version the assessment's version
	 * @param assessment the assessment
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> assessed(String patientId, String entryId, long version, EntryView.Assessment assessment,
			String bodyHash) {
		Update state = new Update().set("patientId", patientId)
			.set("level", assessment.level())
			.set("rules", assessment.rules())
			.set("entryVersion", assessment.entryVersion())
			.set("assessedAt", assessment.assessedAt());
		return this.assessments.apply(entryId, version, bodyHash, state)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.live.changed(ReaderId.patient(patientId), entryChange(entryId)));
	}

	/**
	 * Takes over what a doctor did about entry versions.
	 * @param review the review
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> reviewed(PublishedReview review, String bodyHash) {
		Update state = new Update().set("patientId", review.patientId())
			.set("acknowledges", review.acknowledges())
			.set("covers", review.covers())
			.set("doctorId", review.doctorId())
			.set("doctorName", review.doctorName())
			.set("at", review.at());
		return this.reviews.apply(review.id(), review.version(), bodyHash, state)
			.filter((outcome) -> outcome.isCurrent() && review.acknowledges())
			.flatMap((_) -> this.live.changed(ReaderId.patient(review.patientId()),
					review.entryIds().map(EntryFindings::entryChange).toArray(LiveChange[]::new)));
	}

	Flux<EntryAssessment> assessmentsOf(List<String> entryIds) {
		return this.mongo.find(Query.query(Criteria.where("_id").in(entryIds)), EntryAssessment.class);
	}

	Flux<EntryReview> reviewsOf(List<String> entryIds) {
		return this.mongo.find(Query.query(Criteria.where("covers.entryId").in(entryIds)), PublishedReview.class)
			.distinct(PublishedReview::id)
			.flatMapIterable((review) -> review.of(entryIds).toList());
	}

	static LiveChange entryChange(String entryId) {
		return new LiveChange("entry", entryId);
	}

}
