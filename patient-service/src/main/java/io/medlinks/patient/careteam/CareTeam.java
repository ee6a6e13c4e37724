package io.medlinks.patient.careteam;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.projection.Projections;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The patients' care teams.
 */
@Component
public class CareTeam {

	private static final Comparator<CareTeamMember> PRESENT_FIRST = Comparator.comparing(CareTeamMember::active)
		.thenComparing(CareTeamMember::since)
		.reversed()
		.thenComparing(CareTeamMember::doctorId);

	/** Somebody else changed the link between reading and writing it. */
	private static final Retry LOST_RACE = Retry.max(3)
		.filter(LinkChanged.class::isInstance)
		.onRetryExhaustedThrow((_, _) -> Problem.staleVersion());

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final LiveFeeds live;

	private final Clock clock;

	private final Doctors doctors;

	private final List<CareTeamListener> listeners;

	CareTeam(ReactiveMongoTemplate mongo, Outbox outbox, LiveFeeds live, Clock clock, Doctors doctors,
			List<CareTeamListener> listeners) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.live = live;
		this.clock = clock;
		this.doctors = doctors;
		this.listeners = listeners;
	}

	/**
	 * Everybody who is or was let in, those who are first, the latest first.
	 * @param patientId whose care team
	 */
	public Mono<List<CareTeamMember>> members(String patientId) {
		return linksOf(patientId).collectList().flatMap(this::members).map((all) -> {
			return all.stream().sorted(PRESENT_FIRST).toList();
		});
	}

	/**
	 * One member.
	 * @param patientId whose care team
	 * @param doctorId the doctor
	 * @return the member; empty where the doctor never was one
	 */
	public Mono<CareTeamMember> member(String patientId, String doctorId) {
		return link(patientId, doctorId).flatMap((link) -> members(List.of(link))).map(List::getFirst);
	}

	/**
	 * How many doctors can see the patient's record now: let in by the patient and
	 * approved.
	 * @param patientId the patient
	 */
	public Mono<Long> visibleTo(String patientId) {
		return linksOf(patientId).filter(CareTeamLink::active)
			.map(CareTeamLink::doctorId)
			.collectList()
			.flatMap((ids) -> this.doctors.of(ids).filter(Doctor::approved).count());
	}

	/**
	 * Lets a doctor in; letting in somebody who is in already changes nothing.
	 * @param patientId who lets in
	 * @param doctorId the doctor
	 * @param key makes a repetition the same opening, even when the link was closed since
	 * @return the member; an error 404 where there is no such doctor, or 422
	 */
	public Mono<CareTeamMember> open(String patientId, String doctorId, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, new Opening(doctorId));
		return linksOf(patientId).any((link) -> applied.repeatedIn(link.appliedKeys()))
			.flatMap((repeated) -> repeated ? link(patientId, doctorId).flatMap(this::told)
					: requireDoctor(doctorId)
						.then(Mono.defer(() -> openOnce(patientId, doctorId, applied)).retryWhen(LOST_RACE)))
			.flatMap((link) -> members(List.of(link)))
			.map(List::getFirst);
	}

	private Mono<Void> requireDoctor(String doctorId) {
		return this.doctors.isApproved(doctorId)
			.filter(Boolean::booleanValue)
			.switchIfEmpty(
					Mono.error(() -> Problem.notFound("There is no such doctor. Choose one from the list of doctors.")))
			.then();
	}

	private Mono<CareTeamLink> openOnce(String patientId, String doctorId, AppliedKey applied) {
		return link(patientId, doctorId).flatMap((link) -> {
			// Asked again at each try: the same request may have come through in between.
			if (applied.repeatedIn(link.appliedKeys())) {
				return told(link);
			}
			return link.active() ? remember(link, applied).flatMap(this::told)
					: change(link, link.reopen(this.clock.instant()), applied, CareTeamEvents.OPENED);
		})
			.switchIfEmpty(
					Mono.defer(() -> insert(CareTeamLink.opened(patientId, doctorId, this.clock.instant(), applied))));
	}

	private Mono<CareTeamLink> insert(CareTeamLink link) {
		return this.outbox.insert(link, event(CareTeamEvents.OPENED, link))
			.onErrorMap(DuplicateKeyException.class, (_) -> new LinkChanged())
			.flatMap(this::told);
	}

	/**
	 * Ends a doctor's access at once; ending what has ended changes nothing.
	 * @param patientId whose record
	 * @param doctorId the doctor
	 * @param key makes a repetition the same closing, even when the link was opened since
	 * @return completes when done; an error 404 where the doctor never was let in
	 */
	public Mono<Void> close(String patientId, String doctorId, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, new Closing(doctorId));
		return Mono.defer(() -> closeOnce(patientId, doctorId, applied)).retryWhen(LOST_RACE).then();
	}

	/**
	 * Whether a closing was made before, so that it is no matter for new permission.
	 * @param patientId whose record
	 * @param doctorId the doctor
	 * @param key the closing's
	 * @return an error 422 where the key was used for something else
	 */
	public Mono<Boolean> isClosedBy(String patientId, String doctorId, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, new Closing(doctorId));
		return link(patientId, doctorId).map((link) -> applied.repeatedIn(link.appliedKeys())).defaultIfEmpty(false);
	}

	private Mono<CareTeamLink> closeOnce(String patientId, String doctorId, AppliedKey applied) {
		return link(patientId, doctorId)
			.switchIfEmpty(Mono.error(() -> Problem.notFound("This doctor is not in the care team.")))
			.flatMap((link) -> {
				if (applied.repeatedIn(link.appliedKeys())) {
					return told(link);
				}
				return link.active() ? change(link, link.close(this.clock.instant()), applied, CareTeamEvents.CLOSED)
						: remember(link, applied).flatMap(this::told);
			});
	}

	/**
	 * What was so already is kept in mind as well: should it become otherwise and then
	 * this be repeated, it must stay so.
	 */
	private Mono<CareTeamLink> remember(CareTeamLink link, AppliedKey applied) {
		Query unmarked = asSeen(link).addCriteria(Criteria.where(AppliedKey.FIELD + ".token").ne(applied.token()));
		return this.mongo.updateFirst(unmarked, applied.markIn(new Update()), CareTeamLink.class)
			.filter((result) -> result.getMatchedCount() > 0)
			.switchIfEmpty(Mono.error(LinkChanged::new))
			.thenReturn(link);
	}

	/**
	 * Tells the screens, for a repetition too: whoever wrote it may have died before.
	 */
	private Mono<CareTeamLink> told(CareTeamLink link) {
		return changed(link).thenReturn(link);
	}

	private static Query asSeen(CareTeamLink link) {
		return Query.query(Criteria.where("_id").is(link.id()).and("version").is(link.version()));
	}

	private Mono<CareTeamLink> change(CareTeamLink before, CareTeamLink after, AppliedKey applied, EventType type) {
		Update update = new Update().set("version", after.version())
			.set("active", after.active())
			.set("since", after.since())
			.set("until", after.until());
		return this.outbox.update(CareTeamLink.class, asSeen(before), applied.markIn(update), event(type, after))
			.switchIfEmpty(Mono.error(LinkChanged::new))
			.flatMap(this::told);
	}

	private OutboxEvent event(EventType type, CareTeamLink link) {
		return this.outbox.event(type, link.patientId(), link.id(), CareTeamEvents.published(link));
	}

	/**
	 * Takes over a doctor as published.
	 * @param doctorId the doctor
	 * @param version the profile's version
	 * @param name the doctor's name
	 * @param specialty what the doctor is specialised in
	 * @param approved whether an operator approved the doctor
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> onDoctor(String doctorId, long version, String name, String specialty, boolean approved,
			String bodyHash) {
		return this.doctors.apply(new Doctor(doctorId, version, name, specialty, approved), bodyHash)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.mongo
				.find(Query.query(Criteria.where("doctorId").is(doctorId).and("active").is(true)), CareTeamLink.class)
				.flatMap(this::changed, 8)
				.then());
	}

	private Mono<Void> changed(CareTeamLink link) {
		return this.live.changed(ReaderId.patient(link.patientId()), new LiveChange("care-team", link.doctorId()))
			.then(Flux.fromIterable(this.listeners)
				.concatMap((listener) -> listener.onCareTeamChanged(link.patientId()))
				.then());
	}

	private Mono<List<CareTeamMember>> members(List<CareTeamLink> links) {
		return this.doctors.of(links.stream().map(CareTeamLink::doctorId).toList())
			.collectMap(Doctor::id)
			.map((known) -> links.stream().map((link) -> CareTeamMember.of(link, known.get(link.doctorId()))).toList());
	}

	private Mono<CareTeamLink> link(String patientId, String doctorId) {
		return this.mongo.findById(CareTeamLink.id(patientId, doctorId), CareTeamLink.class);
	}

	private Flux<CareTeamLink> linksOf(String patientId) {
		return this.mongo.find(Query.query(Criteria.where("patientId").is(patientId)), CareTeamLink.class);
	}

	private record Opening(String doctorId) {

	}

	private record Closing(String doctorId) {

	}

	/**
	 * Somebody else changed the link in between.
	 */
	private static final class LinkChanged extends RuntimeException {

		LinkChanged() {
			super("The care-team link was changed in between", null, false, false);
		}

	}

}
