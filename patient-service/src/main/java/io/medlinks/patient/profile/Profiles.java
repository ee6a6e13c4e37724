package io.medlinks.patient.profile;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.Problem.FieldProblem;
import io.medlinks.platform.version.ExpectedVersion;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The patients' profiles.
 */
@Component
public class Profiles {

	/** The languages that MedLinks speaks. */
	private static final Set<String> LANGUAGES = Set.of("en", "de", "ar");

	private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final Clock clock;

	Profiles(ReactiveMongoTemplate mongo, Outbox outbox, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * A patient's profile.
	 * @param patientId the patient
	 * @return an error 404 where there is none yet
	 */
	public Mono<ProfileView> profile(String patientId) {
		return find(patientId).map(ProfileView::of)
			.switchIfEmpty(Mono.error(() -> Problem.notFound("You have not filled in your profile yet.")));
	}

	/**
	 * Makes or changes a profile.
	 * @param patientId the patient
	 * @param expected the version that the patient saw; none to make the first one
	 * @param content what the patient tells
	 * @param key makes a repetition the same change
	 * @return the profile; an error 400, 404, 412 or 422 otherwise
	 */
	public Mono<ProfileView> put(String patientId, ExpectedVersion expected, ProfileContent content,
			IdempotencyKey key) {
		return Mono.defer(() -> {
			check(content, LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC));
			AppliedKey applied = AppliedKey.of(key, content);
			return (expected.value() != null) ? change(patientId, expected.value(), content, applied)
					: create(patientId, content, applied);
		}).map(ProfileView::of);
	}

	/**
	 * Says what is wrong with what somebody tells about a patient.
	 * @param content what is told
	 * @throws Problem 400 where something is
	 */
	public void check(ProfileContent content) {
		check(content, LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC));
	}

	/**
	 * Makes the first profile of a patient who was invited; where there is one, it stays
	 * as it is.
	 * @param patientId the patient
	 * @param content what the doctor told
	 * @param key makes a repetition the same profile
	 */
	public Mono<Void> begin(String patientId, ProfileContent content, IdempotencyKey key) {
		PatientProfile profile = PatientProfile.created(patientId, content, AppliedKey.of(key, content));
		return this.outbox.insert(profile, event(profile))
			.then()
			.onErrorResume(DuplicateKeyException.class, (_) -> Mono.empty());
	}

	private Mono<PatientProfile> create(String patientId, ProfileContent content, AppliedKey applied) {
		PatientProfile profile = PatientProfile.created(patientId, content, applied);
		return this.outbox.insert(profile, event(profile))
			.onErrorResume(DuplicateKeyException.class, (_) -> repeated(patientId, applied));
	}

	private Mono<PatientProfile> change(String patientId, long version, ProfileContent content, AppliedKey applied) {
		return find(patientId)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("You have not filled in your profile yet. Send it without If-Match to make it.")))
			.flatMap((profile) -> {
				if (applied.repeatedIn(profile.appliedKeys())) {
					return Mono.just(profile);
				}
				if (profile.version() != version) {
					return Mono.error(Problem.staleVersion());
				}
				PatientProfile changed = profile.changed(content);
				Query guard = Query.query(Criteria.where("_id").is(patientId).and("version").is(version));
				Update update = new Update().set("version", changed.version()).set("content", content);
				return this.outbox.update(PatientProfile.class, guard, applied.markIn(update), event(changed))
					.switchIfEmpty(Mono.defer(() -> repeated(patientId, applied)));
			});
	}

	private Mono<PatientProfile> repeated(String patientId, AppliedKey applied) {
		return find(patientId).filter((profile) -> applied.repeatedIn(profile.appliedKeys()))
			.switchIfEmpty(Mono.error(Problem::staleVersion));
	}

	private Mono<PatientProfile> find(String patientId) {
		return this.mongo.findById(patientId, PatientProfile.class);
	}

	private OutboxEvent event(PatientProfile profile) {
		return this.outbox.event(ProfileEvents.CHANGED, profile.id(), profile.id(), ProfileEvents.published(profile));
	}

	static void check(ProfileContent content, LocalDate today) {
		List<FieldProblem> problems = new ArrayList<>();
		LocalDate birthDate = content.birthDate();
		if (birthDate != null && (!birthDate.isBefore(today) || birthDate.isBefore(EARLIEST_BIRTH))) {
			problems.add(new FieldProblem("birthDate", "must be a day in the past, not before 1900"));
		}
		if (!isZone(content.zone())) {
			problems.add(new FieldProblem("zone", "must be an IANA time zone such as Europe/Lisbon"));
		}
		if (!LANGUAGES.contains(content.language())) {
			problems.add(new FieldProblem("language", "must be one of en, de, ar"));
		}
		if (!problems.isEmpty()) {
			throw Problem.validation(problems);
		}
	}

	/**
	 * A region, not a bare offset: only a region knows its daylight saving.
	 */
	private static boolean isZone(String zone) {
		try {
			return !(ZoneId.of(zone) instanceof ZoneOffset) && ZoneId.getAvailableZoneIds().contains(zone);
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
