package io.medlinks.doctor.profile;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.medlinks.doctor.search.FoldedName;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.version.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The doctors and their approval.
 */
@Component
public class Doctors {

	/** The approval is decided; the account does not have, or still has, the role. */
	private static final CrashPoint DECIDED = new CrashPoint("approval.decided");

	private static final Retry DECIDED_AT_ONCE = Retry.max(5).filter(ConcurrentModificationException.class::isInstance);

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final DoctorRoles roles;

	private final Clock clock;

	Doctors(ReactiveMongoTemplate mongo, Outbox outbox, DoctorRoles roles, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.roles = roles;
		this.clock = clock;
	}

	/**
	 * A doctor's profile.
	 * @param doctorId the doctor
	 * @return an error 404 where there is none yet
	 */
	public Mono<DoctorView> profile(String doctorId) {
		return find(doctorId).map(DoctorView::of)
			.switchIfEmpty(Mono.error(() -> Problem.notFound("You have not filled in your profile yet.")));
	}

	/**
	 * Makes or changes a profile.
	 * @param doctorId the doctor
	 * @param expected the version that the doctor saw; none to make the first one
	 * @param content what the doctor tells
	 * @param key makes a repetition the same change
	 * @return the profile; an error 400, 404, 412, 422 or 428 otherwise
	 */
	public Mono<DoctorView> put(String doctorId, ExpectedVersion expected, DoctorContent content, IdempotencyKey key) {
		return Mono.defer(() -> {
			requireZone(content.zone());
			AppliedKey applied = AppliedKey.of(key, content);
			return (expected.value() != null) ? change(doctorId, expected.value(), content, applied)
					: create(doctorId, content, applied);
		}).map(DoctorView::of);
	}

	/**
	 * All doctors by name, for operators.
	 * @param page which page
	 */
	public Mono<Page<RegisteredDoctor>> all(PageRequest page) {
		return found(new Criteria(), page).map((doctors) -> doctors.map(RegisteredDoctor::of));
	}

	/**
	 * The doctors who wait for a decision by name, for operators.
	 * @param page which page
	 */
	public Mono<Page<RegisteredDoctor>> waiting(PageRequest page) {
		return found(Criteria.where("approved")
			.is(false)
			.orOperator(Criteria.where("registration").is(null),
					Criteria.where("registration.state").is(RegistrationState.WAITING.name())),
				page)
			.map((doctors) -> doctors.map(RegisteredDoctor::of));
	}

	/**
	 * The approved doctors by name.
	 * @param search the beginning of a word of the name; null for all
	 * @param page which page
	 */
	public Mono<Page<DoctorView>> approved(@Nullable String search, PageRequest page) {
		return Mono.defer(() -> {
			Criteria approved = Criteria.where("approved").is(true);
			Pattern name = FoldedName.startingWith(search);
			return found((name != null) ? approved.and("foldedName").regex(name) : approved, page)
				.map((doctors) -> doctors.map(DoctorView::of));
		});
	}

	/**
	 * Approves a doctor or withdraws the approval; decided already, nothing changes.
	 * @param doctorId the doctor
	 * @param approved whether the doctor may reach patients from now on
	 * @param key makes a repetition the same decision, even when another was made since
	 * @return an error 404 where nobody filled in a profile under this id, or 422
	 */
	public Mono<Void> decide(String doctorId, boolean approved, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, new Decision(approved, ""));
		return find(doctorId)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("There is no doctor with this id. A doctor appears here after filling in the profile.")))
			.filter((doctor) -> !applied.repeatedIn(doctor.appliedKeys()))
			.flatMap((doctor) -> (doctor.approved() != approved)
					? decide(doctor.decided(approved, this.clock.instant()), applied) : remember(doctor, applied))
			.retryWhen(DECIDED_AT_ONCE)
			.flatMap((_) -> DECIDED.passed(Mono.just(doctorId)))
			.flatMap(this.roles::settle);
	}

	/**
	 * Declines a registration; declined already, the reason stays.
	 * @param doctorId the doctor
	 * @param reason why, as the doctor is told
	 * @param key makes a repetition the same decision, even when another was made since
	 * @return an error 404 where nobody registered under this id, 409 where the doctor is
	 * approved, or 422
	 */
	public Mono<Void> decline(String doctorId, String reason, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, new Decision(false, reason));
		return find(doctorId).switchIfEmpty(Mono.error(() -> Problem.notFound("There is no doctor with this id.")))
			.filter((doctor) -> !applied.repeatedIn(doctor.appliedKeys()))
			.flatMap((doctor) -> (doctor.state() != RegistrationState.DECLINED) ? decline(doctor, reason, applied)
					: remember(doctor, applied))
			.retryWhen(DECIDED_AT_ONCE)
			.then();
	}

	private Mono<Doctor> decline(Doctor doctor, String reason, AppliedKey applied) {
		if (doctor.approved()) {
			return Mono.error(Problem.conflict("doctor-approved", "This doctor is approved",
					"Withdraw the approval first. Nothing was changed."));
		}
		Registration sent = doctor.registration();
		Registration before = (sent != null) ? sent : Registration.submitted("", "", List.of(), this.clock.instant());
		return decide(doctor.declined(before.decided(RegistrationState.DECLINED, reason, this.clock.instant())),
				applied);
	}

	/**
	 * How somebody's registration stands.
	 * @param accountId the account
	 */
	public Mono<RegistrationView> registration(String accountId) {
		return find(accountId).map(RegistrationView::of).defaultIfEmpty(RegistrationView.NONE);
	}

	/**
	 * Registers somebody who wants to be a doctor, corrects what waits, or tries again
	 * after a refusal.
	 * @param accountId the account
	 * @param form what they tell
	 * @param key makes a repetition the same registration
	 * @return the registration; an error 400, 409 or 422 otherwise
	 */
	public Mono<RegistrationView> register(String accountId, RegistrationForm form, IdempotencyKey key) {
		return Mono.defer(() -> {
			requireZone(form.profile().zone());
			AppliedKey applied = AppliedKey.of(key, form);
			Registration sent = Registration.submitted(form.number(), form.body(), form.languages(),
					this.clock.instant());
			return find(accountId).flatMap((doctor) -> registerAgain(doctor, form, sent, applied))
				.switchIfEmpty(Mono.defer(() -> registerFirst(accountId, form, sent, applied)));
		}).retryWhen(DECIDED_AT_ONCE).map(RegistrationView::of);
	}

	private Mono<Doctor> registerFirst(String accountId, RegistrationForm form, Registration sent, AppliedKey applied) {
		Doctor doctor = Doctor.registered(accountId, form.profile(), sent, applied);
		return this.outbox.insert(doctor, event(doctor))
			.onErrorMap(DuplicateKeyException.class, (_) -> new ConcurrentModificationException());
	}

	private Mono<Doctor> registerAgain(Doctor doctor, RegistrationForm form, Registration sent, AppliedKey applied) {
		if (applied.repeatedIn(doctor.appliedKeys())) {
			return Mono.just(doctor);
		}
		if (doctor.approved()) {
			return Mono.error(Problem.conflict("doctor-approved", "You are approved already",
					"Change your profile instead. Nothing was sent."));
		}
		Doctor again = doctor.registered(form.profile(), sent);
		Update update = new Update().set("version", again.version())
			.set("content", again.content())
			.set("foldedName", again.foldedName())
			.set("registration", sent);
		return this.outbox.update(Doctor.class, before(again), applied.markIn(update), event(again))
			.switchIfEmpty(Mono.error(ConcurrentModificationException::new));
	}

	private Mono<Doctor> decide(Doctor decided, AppliedKey applied) {
		Update update = new Update().set("version", decided.version()).set("approved", decided.approved());
		update = (decided.registration() != null) ? update.set("registration", decided.registration()) : update;
		update = (decided.roleDueAt() != null) ? update.set("roleDueAt", decided.roleDueAt()) : update;
		return this.outbox.update(Doctor.class, before(decided), applied.markIn(update), event(decided))
			.switchIfEmpty(Mono.error(ConcurrentModificationException::new));
	}

	/**
	 * What was decided so already is kept in mind as well: should it be decided otherwise
	 * and then this be repeated, it must stay so.
	 */
	private Mono<Doctor> remember(Doctor doctor, AppliedKey applied) {
		Query asSeen = Query.query(Criteria.where("_id")
			.is(doctor.id())
			.and("version")
			.is(doctor.version())
			.and(AppliedKey.FIELD + ".token")
			.ne(applied.token()));
		return this.mongo.updateFirst(asSeen, applied.markIn(new Update()), Doctor.class)
			.filter((result) -> result.getMatchedCount() > 0)
			.switchIfEmpty(Mono.error(ConcurrentModificationException::new))
			.then(Mono.empty());
	}

	private Mono<Doctor> create(String doctorId, DoctorContent content, AppliedKey applied) {
		Doctor doctor = Doctor.created(doctorId, content, applied);
		return this.outbox.insert(doctor, event(doctor))
			.onErrorResume(DuplicateKeyException.class,
					(_) -> repeated(doctorId, applied, Problem::preconditionRequired));
	}

	private Mono<Doctor> change(String doctorId, long version, DoctorContent content, AppliedKey applied) {
		return find(doctorId)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("You have not filled in your profile yet. Send it without If-Match to make it.")))
			.flatMap((doctor) -> {
				if (applied.repeatedIn(doctor.appliedKeys())) {
					return Mono.just(doctor);
				}
				if (doctor.version() != version) {
					return Mono.error(Problem.staleVersion());
				}
				Doctor changed = doctor.changed(content);
				Update update = new Update().set("version", changed.version())
					.set("content", content)
					.set("foldedName", changed.foldedName());
				return this.outbox.update(Doctor.class, before(changed), applied.markIn(update), event(changed))
					.switchIfEmpty(Mono.defer(() -> repeated(doctorId, applied, Problem::staleVersion)));
			});
	}

	private Mono<Doctor> repeated(String doctorId, AppliedKey applied, Supplier<Problem> otherwise) {
		return find(doctorId).filter((doctor) -> applied.repeatedIn(doctor.appliedKeys()))
			.switchIfEmpty(Mono.error(otherwise));
	}

	private Mono<Page<Doctor>> found(Criteria filter, PageRequest page) {
		return Mono.defer(() -> {
			Cursor cursor = page.cursor();
			Criteria behind = (cursor != null) ? behind(cursor) : null;
			Query query = Query.query((behind != null) ? new Criteria().andOperator(filter, behind) : filter)
				.with(Sort.by("foldedName", "_id"))
				.limit(page.limit() + 1);
			return this.mongo.find(query, Doctor.class)
				.collectList()
				.map((found) -> Page.of(found, page, (doctor) -> Cursor.after(doctor.foldedName(), doctor.id())));
		});
	}

	private static Criteria behind(Cursor cursor) {
		String name = cursor.text(0);
		String id = cursor.text(1);
		return new Criteria().orOperator(Criteria.where("foldedName").gt(name),
				Criteria.where("foldedName").is(name).and("_id").gt(id));
	}

	private Mono<Doctor> find(String doctorId) {
		return this.mongo.findById(doctorId, Doctor.class);
	}

	private static Query before(Doctor changed) {
		return Query.query(Criteria.where("_id").is(changed.id()).and("version").is(changed.version() - 1));
	}

	private OutboxEvent event(Doctor doctor) {
		return this.outbox.event(DoctorEvents.CHANGED, doctor.id(), doctor.id(), DoctorEvents.published(doctor));
	}

	/**
	 * A region, not a bare offset: only a region knows its daylight saving.
	 */
	private static void requireZone(String zone) {
		try {
			if (!(ZoneId.of(zone) instanceof ZoneOffset) && ZoneId.getAvailableZoneIds().contains(zone)) {
				return;
			}
		}
		catch (DateTimeException ex) {
			// answered below, like an offset
		}
		throw Problem.validation("zone", "must be an IANA time zone such as Europe/Lisbon");
	}

	private record Decision(boolean approved, String reason) {

	}

}
