package io.medlinks.doctor.consultation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.profile.Doctors;
import io.medlinks.doctor.review.Reviews;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.platform.version.ExpectedVersion;
import reactor.core.publisher.Mono;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The consultations of all patients. Whoever calls has made sure that the doctor treats
 * the patient; each method reaches that patient's consultations only.
 */
@Component
public class Consultations {

	/** A consultation is written; the versions that it answers still wait. */
	private static final CrashPoint RECORDED = new CrashPoint("consultation.recorded");

	private static final String HAPPENED_AT = "current.happenedAt.at";

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final Doctors doctors;

	private final Reviews reviews;

	private final Dashboard dashboard;

	private final Clock clock;

	Consultations(ReactiveMongoTemplate mongo, Outbox outbox, Doctors doctors, Reviews reviews, Dashboard dashboard,
			Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.doctors = doctors;
		this.reviews = reviews;
		this.dashboard = dashboard;
		this.clock = clock;
	}

	/**
	 * Records a consultation. The versions that it answers count as acknowledged by the
	 * doctor when this completes; the published event sees to that again, should a crash
	 * come between.
	 * @param doctorId its author, whose care of the patient has been checked
	 * @param patientId the patient
	 * @param covers the versions of entries that it answers; none for an entry of the
	 * doctor's own
	 * @param content what the doctor says
	 * @param key makes a repetition the same consultation
	 * @return the receipt, the same for each repetition; an error 400, 409 where a
	 * version is not known here, or 422 where the key was used for another one
	 */
	public Mono<ConsultationReceipt> record(String doctorId, String patientId, List<EntryVersion> covers,
			ConsultationContent content, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			content.check(now);
			List<EntryVersion> versions = covers.stream().distinct().toList();
			String fingerprint = IdempotencyKey.fingerprint(new Recording(patientId, versions, content));
			return repeated(key.aggregateId(), fingerprint)
				.switchIfEmpty(Mono.defer(() -> this.dashboard.requireKnown(patientId, versions)
					.then(this.doctors.profile(doctorId))
					.map((doctor) -> Consultation.recorded(key.aggregateId(), patientId, doctorId, doctor.name(),
							versions, content, fingerprint, now))
					.flatMap(this::insert)))
				.flatMap((consultation) -> answered(consultation)
					.thenReturn(new ConsultationReceipt(consultation.id(), 1, consultation.recordedAt())));
		});
	}

	private Mono<Consultation> repeated(String id, String fingerprint) {
		return this.mongo.findById(id, Consultation.class)
			.flatMap((consultation) -> consultation.fingerprint().equals(fingerprint) ? Mono.just(consultation)
					: Mono.error(Problem.idempotencyKeyReused()));
	}

	private Mono<Consultation> insert(Consultation consultation) {
		return RECORDED
			.passed(this.outbox.insert(consultation,
					this.outbox.event(ConsultationEvents.RECORDED, consultation.patientId(), consultation.id(),
							ConsultationEvents.published(consultation))))
			.onErrorResume(DuplicateKeyException.class, (_) -> repeated(consultation.id(), consultation.fingerprint()));
	}

	private Mono<Void> answered(Consultation consultation) {
		return answered(consultation.id(), consultation.patientId(), consultation.doctorId(), consultation.doctorName(),
				consultation.covers(), consultation.recordedAt());
	}

	/**
	 * Sees to it that the versions which a consultation answers count as acknowledged;
	 * repeating it changes nothing.
	 * @param id the consultation
	 * @param patientId the patient
	 * @param doctorId its author
	 * @param doctorName the author's name
	 * @param covers the versions
	 * @param at when it was recorded
	 */
	public Mono<Void> answered(String id, String patientId, String doctorId, String doctorName,
			List<EntryVersion> covers, Instant at) {
		return covers.isEmpty() ? Mono.empty()
				: this.reviews.answered(id, patientId, doctorId, doctorName, covers, at).then();
	}

	/**
	 * Adds a version that puts the consultation otherwise.
	 * @param doctorId its author
	 * @param patientId the patient
	 * @param id the consultation
	 * @param expected the version that the author saw
	 * @param content what the author says now
	 * @param reason why
	 * @param key makes a repetition the same change
	 * @return the consultation; an error 400, 403, 404, 409, 412, 422 or 428 otherwise
	 */
	public Mono<ConsultationView> amend(String doctorId, String patientId, String id, ExpectedVersion expected,
			ConsultationContent content, PatientText reason, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			content.check(now);
			return change(doctorId, patientId, id, expected, AppliedKey.of(key, new Amendment(content, reason)),
					(consultation) -> consultation.amend(content, reason, now), ConsultationEvents.AMENDED);
		});
	}

	/**
	 * Takes a consultation back that was entered in error.
	 * @param doctorId its author
	 * @param patientId the patient
	 * @param id the consultation
	 * @param expected the version that the author saw
	 * @param reason why
	 * @param key makes a repetition the same change
	 * @return completes when done; an error 403, 404, 409, 412, 422 or 428 otherwise
	 */
	public Mono<Void> retract(String doctorId, String patientId, String id, ExpectedVersion expected,
			PatientText reason, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			return change(doctorId, patientId, id, expected, AppliedKey.of(key, new Retraction(reason)),
					(consultation) -> consultation.retract(reason, now), ConsultationEvents.RETRACTED);
		}).then();
	}

	private Mono<ConsultationView> change(String doctorId, String patientId, String id, ExpectedVersion expected,
			AppliedKey applied, UnaryOperator<Consultation> change, EventType type) {
		long version = expected.required();
		return authored(doctorId, patientId, id).flatMap((consultation) -> {
			if (applied.repeatedIn(consultation.appliedKeys())) {
				return Mono.just(consultation);
			}
			if (consultation.version() != version) {
				return Mono.error(Problem.staleVersion());
			}
			return write(consultation, change.apply(consultation), applied, type)
				.switchIfEmpty(Mono.defer(() -> lostRace(doctorId, patientId, id, applied)));
		}).map((consultation) -> ConsultationView.of(consultation, doctorId));
	}

	private Mono<Consultation> write(Consultation before, Consultation after, AppliedKey applied, EventType type) {
		Query guard = Query.query(Criteria.where("_id").is(before.id()).and("version").is(before.version()));
		Update update = applied.markIn(new Update().set("version", after.version())
			.set("current", after.current())
			.push("earlier", before.current()));
		return this.outbox.update(Consultation.class, guard, update,
				this.outbox.event(type, after.patientId(), after.id(), ConsultationEvents.published(after)));
	}

	private Mono<Consultation> lostRace(String doctorId, String patientId, String id, AppliedKey applied) {
		return authored(doctorId, patientId, id)
			.filter((consultation) -> applied.repeatedIn(consultation.appliedKeys()))
			.switchIfEmpty(Mono.error(Problem::staleVersion));
	}

	/**
	 * A consultation as it is now.
	 * @param readerId the doctor who reads
	 * @param patientId the patient
	 * @param id the consultation
	 * @return an error 404 where the patient has no such consultation
	 */
	public Mono<ConsultationView> consultation(String readerId, String patientId, String id) {
		return find(patientId, id).map((consultation) -> ConsultationView.of(consultation, readerId));
	}

	/**
	 * A consultation's versions, the newest first.
	 * @param readerId the doctor who reads
	 * @param patientId the patient
	 * @param id the consultation
	 * @return an error 404 where the patient has no such consultation
	 */
	public Mono<List<ConsultationVersion>> versions(String readerId, String patientId, String id) {
		return find(patientId, id).map((consultation) -> consultation.versionsFor(readerId));
	}

	/**
	 * A page of a patient's consultations, those taken back among them, by when they took
	 * place, the newest first.
	 * @param readerId the doctor who reads
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<ConsultationView>> of(String readerId, String patientId, PageRequest request) {
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
			query.fields().exclude("earlier").exclude("outbox");
			return this.mongo.find(query, Consultation.class)
				.collectList()
				.map((found) -> Page.of(found, request,
						(consultation) -> Cursor.after(consultation.current().happenedAt().toInstant(),
								consultation.id())))
				.map((page) -> page.map((consultation) -> ConsultationView.of(consultation, readerId)));
		});
	}

	private Mono<Consultation> authored(String doctorId, String patientId, String id) {
		return find(patientId, id)
			.flatMap((consultation) -> consultation.doctorId().equals(doctorId) ? Mono.just(consultation)
					: Mono.error(Problem.forbidden("Only the doctor who recorded a consultation can change it. "
							+ "Record one of your own instead.")));
	}

	private Mono<Consultation> find(String patientId, String id) {
		return this.mongo.findById(id, Consultation.class)
			.filter((consultation) -> consultation.patientId().equals(patientId))
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such consultation of this patient.")));
	}

	/** What makes a request the same one. */
	private record Recording(String patientId, List<EntryVersion> covers, ConsultationContent content) {

	}

	private record Amendment(ConsultationContent content, PatientText reason) {

	}

	private record Retraction(PatientText reason) {

	}

}
