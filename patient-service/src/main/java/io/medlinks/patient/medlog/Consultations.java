package io.medlinks.patient.medlog;

import java.time.Instant;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The patients' consultations. What doctors note for themselves is not among what they
 * publish.
 */
@Component
public class Consultations {

	private static final String HAPPENED_AT = "happenedAt.at";

	private final ReactiveMongoTemplate mongo;

	private final Projection<PublishedConsultation> published;

	private final LiveFeeds live;

	Consultations(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live) {
		this.mongo = mongo;
		this.published = projections.of("consultations", new Topic("medlinks.doctor.consultation"),
				PublishedConsultation.class);
		this.live = live;
	}

	/**
	 * Takes over a consultation as published.
	 * @param consultation the consultation
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> changed(PublishedConsultation consultation, String bodyHash) {
		Update state = new Update().set("patientId", consultation.patientId())
			.set("doctorId", consultation.doctorId())
			.set("doctorName", consultation.doctorName())
			.set("status", consultation.status())
			.set("mode", consultation.mode())
			.set("covers", consultation.covers())
			.set("recordedAt", consultation.recordedAt())
			.set("happenedAt", consultation.happenedAt())
			.set("diagnosis", consultation.diagnosis())
			.set("medications", consultation.medications())
			.set("message", consultation.message())
			.set("pleaseBook", consultation.pleaseBook())
			.set("reason", consultation.reason());
		return this.published.apply(consultation.id(), consultation.version(), bodyHash, state)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.live.changed(ReaderId.patient(consultation.patientId()),
					new LiveChange("consultation", consultation.id())));
	}

	/**
	 * One of a patient's consultations.
	 * @param patientId the patient
	 * @param id the consultation
	 * @return empty where the patient has no such consultation
	 */
	public Mono<ConsultationView> consultation(String patientId, String id) {
		return this.mongo.findById(id, PublishedConsultation.class)
			.filter((consultation) -> consultation.patientId().equals(patientId))
			.map(ConsultationView::of);
	}

	/**
	 * A page of a patient's consultations by when they took place, the newest first.
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<ConsultationView>> of(String patientId, PageRequest request) {
		return Mono.defer(() -> {
			Criteria wanted = Criteria.where("patientId").is(patientId);
			Cursor cursor = request.cursor();
			if (cursor != null) {
				Instant happenedAt = cursor.instant(0);
				wanted = wanted.and(HAPPENED_AT)
					.lte(happenedAt)
					.orOperator(Criteria.where(HAPPENED_AT).lt(happenedAt), Criteria.where("_id").lt(cursor.text(1)));
			}
			Query query = Query.query(wanted)
				.with(Sort.by(Sort.Direction.DESC, HAPPENED_AT, "_id"))
				.limit(request.limit() + 1);
			return this.mongo.find(query, PublishedConsultation.class)
				.map(ConsultationView::of)
				.collectList()
				.map((found) -> Page.of(found, request,
						(consultation) -> Cursor.after(consultation.happenedAt().toInstant(), consultation.id())));
		});
	}

}
