package io.medlinks.doctor.review;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.profile.DoctorView;
import io.medlinks.doctor.profile.Doctors;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.stereotype.Component;

/**
 * What doctors did about entries.
 */
@Component
public class Reviews {

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final Doctors doctors;

	private final Dashboard dashboard;

	private final Clock clock;

	Reviews(ReactiveMongoTemplate mongo, Outbox outbox, Doctors doctors, Dashboard dashboard, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.doctors = doctors;
		this.dashboard = dashboard;
		this.clock = clock;
	}

	/**
	 * Records that a doctor has seen versions of entries. The rows of the dashboards are
	 * written before this completes; the published event writes them again, should a
	 * crash come between.
	 * @param doctorId the doctor, whose care of the patient has been checked
	 * @param patientId the patient
	 * @param covers the versions
	 * @param reason why; null where not told
	 * @param key makes a repetition the same review
	 * @return the review; an error 409 where a version is not known here, 422 where the
	 * key was used for another review
	 */
	public Mono<Review> acknowledge(String doctorId, String patientId, List<EntryVersion> covers,
			@Nullable PatientText reason, IdempotencyKey key) {
		List<EntryVersion> versions = covers.stream().distinct().toList();
		String fingerprint = IdempotencyKey.fingerprint(new Acknowledgement(patientId, versions, reason));
		return repeated(key.aggregateId(), fingerprint)
			.switchIfEmpty(Mono.defer(() -> this.dashboard.requireKnown(patientId, versions)
				.then(this.doctors.profile(doctorId))
				.map((doctor) -> review(doctor, patientId, versions, reason, key, fingerprint))
				.flatMap(this::insert)))
			.flatMap(this::shown);
	}

	/**
	 * Records that a doctor has seen the versions of entries that a consultation answers;
	 * repeating it changes nothing.
	 * @param consultationId the consultation, whose id the review takes
	 * @param patientId the patient
	 * @param doctorId the doctor
	 * @param doctorName the doctor's name
	 * @param covers the versions, each of them once
	 * @param at when the consultation was recorded
	 */
	public Mono<Review> answered(String consultationId, String patientId, String doctorId, String doctorName,
			List<EntryVersion> covers, Instant at) {
		String fingerprint = IdempotencyKey.fingerprint(new Acknowledgement(patientId, covers, null));
		return insert(new Review(consultationId, patientId, doctorId, doctorName, Review.ACKNOWLEDGE, covers, null, at,
				fingerprint))
			.flatMap(this::shown);
	}

	private Mono<Review> shown(Review review) {
		return this.dashboard.take(review.acknowledgement(), event(review).bodyHash()).thenReturn(review);
	}

	private Mono<Review> repeated(String id, String fingerprint) {
		return this.mongo.findById(id, Review.class)
			.flatMap((review) -> review.fingerprint().equals(fingerprint) ? Mono.just(review)
					: Mono.error(Problem.idempotencyKeyReused()));
	}

	private Review review(DoctorView doctor, String patientId, List<EntryVersion> versions,
			@Nullable PatientText reason, IdempotencyKey key, String fingerprint) {
		return new Review(key.aggregateId(), patientId, doctor.id(), doctor.name(), Review.ACKNOWLEDGE, versions,
				reason, this.clock.instant().truncatedTo(ChronoUnit.MILLIS), fingerprint);
	}

	private Mono<Review> insert(Review review) {
		return this.outbox.insert(review, event(review))
			.onErrorResume(DuplicateKeyException.class, (_) -> repeated(review.id(), review.fingerprint()));
	}

	private OutboxEvent event(Review review) {
		return this.outbox.event(ReviewEvents.RECORDED, review.patientId(), review.id(),
				ReviewEvents.published(review));
	}

	/** What makes a request the same one. */
	private record Acknowledgement(String patientId, List<EntryVersion> covers, @Nullable PatientText reason) {
	}

}
