package io.medlinks.patient.diary;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
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

	private final Projections projections;

	private final LiveFeeds live;

	EntryFindings(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live) {
		this.mongo = mongo;
		this.projections = projections;
		this.live = live;
	}

	/**
	 * Takes over an assessment.
	 * @param patientId whose entry was assessed
	 * @param entryId the entry
	 * @param version the assessment's version
	 * @param assessment the assessment
	 */
	public Mono<Void> assessed(String patientId, String entryId, long version, EntryView.Assessment assessment) {
		Update state = new Update().set("patientId", patientId)
			.set("level", assessment.level())
			.set("rules", assessment.rules())
			.set("entryVersion", assessment.entryVersion())
			.set("assessedAt", assessment.assessedAt());
		return this.projections.apply(EntryAssessment.class, entryId, version, state)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.live.changed(ReaderId.patient(patientId), entryChange(entryId)));
	}

	/**
	 * Takes over a doctor's acknowledgement.
	 * @param patientId whose entries were seen
	 * @param reviewId the review
	 * @param version the review's version
	 * @param covers the entry versions that the doctor has seen
	 * @param by the doctor, and when
	 */
	public Mono<Void> seen(String patientId, String reviewId, long version, List<Covered> covers, EntryView.SeenBy by) {
		Map<String, Long> newest = covers.stream()
			.collect(Collectors.toMap(Covered::entryId, Covered::version, Math::max));
		return Flux.fromIterable(newest.entrySet())
			.concatMap((covered) -> seen(reviewId, version, covered.getKey(), covered.getValue(), by))
			.then(Mono.defer(() -> this.live.changed(ReaderId.patient(patientId),
					newest.keySet().stream().map(EntryFindings::entryChange).toArray(LiveChange[]::new))));
	}

	private Mono<Projections.Outcome> seen(String reviewId, long version, String entryId, long entryVersion,
			EntryView.SeenBy by) {
		Update state = new Update().set("entryId", entryId)
			.set("entryVersion", entryVersion)
			.set("doctorId", by.doctorId())
			.set("doctorName", by.name())
			.set("at", by.at());
		return this.projections.apply(EntryReview.class, reviewId + ":" + entryId, version, state);
	}

	Flux<EntryAssessment> assessmentsOf(List<String> entryIds) {
		return this.mongo.find(Query.query(Criteria.where("_id").in(entryIds)), EntryAssessment.class);
	}

	Flux<EntryReview> reviewsOf(List<String> entryIds) {
		return this.mongo.find(Query.query(Criteria.where("entryId").in(entryIds)), EntryReview.class);
	}

	static LiveChange entryChange(String entryId) {
		return new LiveChange("entry", entryId);
	}

	/**
	 * An entry version that a review names.
	 *
	 * @param entryId the entry
	 * @param version the version that was on the doctor's screen
	 */
	public record Covered(String entryId, long version) {

	}

}
