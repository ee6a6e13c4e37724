package io.medlinks.patient.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.patient.careteam.CareTeamMember;
import io.medlinks.patient.careteam.DoctorView;
import io.medlinks.patient.careteam.Doctors;
import io.medlinks.patient.profile.ProfileContent;
import io.medlinks.patient.profile.Profiles;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The invitations. To invite is to write one document; whatever follows, at the identity
 * provider and here, is carried out behind the answer, which therefore is the same, and
 * takes the same time, whether or not the address has an account.
 */
@Component
public class Invitations {

	/** The doctor is let in; the invitation does not say so yet. */
	private static final CrashPoint LET_IN = new CrashPoint("invitation.let-in");

	private static final int BATCH = 100;

	/**
	 * Letting a doctor in takes a few writes; where it fails, no refusal waits longer.
	 */
	private static final Duration ACCEPTING = Duration.ofSeconds(30);

	private static final FindAndModifyOptions RETURN_NEW = FindAndModifyOptions.options().returnNew(true);

	private final ReactiveMongoTemplate mongo;

	private final Profiles profiles;

	private final CareTeam careTeam;

	private final Doctors doctors;

	private final InvitationProperties properties;

	private final Clock clock;

	private final Sinks.Many<Instant> wakeUps = Sinks.many().multicast().directBestEffort();

	Invitations(ReactiveMongoTemplate mongo, Profiles profiles, CareTeam careTeam, Doctors doctors,
			InvitationProperties properties, Clock clock) {
		this.mongo = mongo;
		this.profiles = profiles;
		this.careTeam = careTeam;
		this.doctors = doctors;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Invites somebody.
	 * @param doctor who invites
	 * @param content the record that the doctor typed, with an address
	 * @param email the address
	 * @param key makes a repetition the same invitation
	 * @return the invitation; an error 400, 409 or 422 otherwise
	 */
	public Mono<InvitationView> invite(Caller doctor, ProfileContent content, String email, IdempotencyKey key) {
		return Mono.defer(() -> {
			this.profiles.check(content);
			Instant now = this.clock.instant();
			Invitation invitation = Invitation.of(key.aggregateId(), doctor.subject(), doctor.name(), content,
					email.toLowerCase(Locale.ROOT), IdempotencyKey.fingerprint(content), now,
					now.plus(this.properties.goodFor()));
			return find(invitation.id()).switchIfEmpty(Mono.defer(() -> insert(invitation)))
				.map((found) -> requireSame(found, invitation))
				.map((found) -> InvitationView.of(found, this.clock.instant()));
		});
	}

	private Mono<Invitation> insert(Invitation invitation) {
		return requireRoom(invitation).then(Mono.defer(() -> this.mongo.insert(invitation)))
			.doOnNext((_) -> wakeUp())
			.onErrorResume(DuplicateKeyException.class, (_) -> find(invitation.id()));
	}

	/** Its own repetition, which may just have been quicker, takes no room. */
	private Mono<Void> requireRoom(Invitation invitation) {
		Query unanswered = Query
			.query(open(Criteria.where("doctorId").is(invitation.doctorId()).and("_id").ne(invitation.id())))
			.limit(this.properties.mostOpen());
		return this.mongo.find(unanswered, Invitation.class).collectList().flatMap((open) -> {
			if (open.stream().anyMatch((other) -> other.email().equals(invitation.email()))) {
				return Mono.error(Problem.conflict("already-invited", "You have invited this person",
						"Your invitation to this address has not been answered yet. You can send it again from the "
								+ "list of people whom you invited."));
			}
			return (open.size() < this.properties.mostOpen()) ? Mono.empty() : Mono.error(Problem.conflict(
					"too-many-invitations", "Too many invitations wait for an answer",
					"At most " + this.properties.mostOpen()
							+ " may wait at a time. Wait until some of the people whom you invited have answered."));
		});
	}

	private static Invitation requireSame(Invitation found, Invitation wanted) {
		if (!found.fingerprint().equals(wanted.fingerprint())) {
			throw Problem.idempotencyKeyReused();
		}
		return found;
	}

	/**
	 * A doctor's invitations, the newest first.
	 * @param doctorId the doctor
	 * @param page which page
	 */
	public Mono<Page<InvitationView>> of(String doctorId, PageRequest page) {
		return Mono.defer(() -> {
			Cursor cursor = page.cursor();
			Criteria own = Criteria.where("doctorId").is(doctorId);
			Query query = Query.query((cursor != null) ? new Criteria().andOperator(own, behind(cursor)) : own)
				.with(Sort.by(Sort.Direction.DESC, "invitedAt", "_id"))
				.limit(page.limit() + 1);
			Instant now = this.clock.instant();
			return this.mongo.find(query, Invitation.class)
				.collectList()
				.map((found) -> Page.of(found, page,
						(invitation) -> Cursor.after(invitation.invitedAt(), invitation.id())))
				.map((invitations) -> invitations.map((invitation) -> InvitationView.of(invitation, now)));
		});
	}

	private static Criteria behind(Cursor cursor) {
		Instant at = cursor.instant(0);
		return new Criteria().orOperator(Criteria.where("invitedAt").lt(at),
				Criteria.where("invitedAt").is(at).and("_id").lt(cursor.text(1)));
	}

	/**
	 * Sends an invitation again, from when on it can be answered as long as a new one.
	 * @param doctorId who invited
	 * @param id the invitation
	 * @param key makes a repetition the same sending
	 * @return the invitation; an error 404 or 409 otherwise
	 */
	public Mono<InvitationView> sendAgain(String doctorId, String id, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, id);
		return find(id).filter((invitation) -> invitation.doctorId().equals(doctorId))
			.switchIfEmpty(Mono.error(Invitations::unknown))
			.flatMap((invitation) -> applied.repeatedIn(invitation.appliedKeys()) ? Mono.just(invitation)
					: sendAgain(invitation, applied))
			.map((invitation) -> InvitationView.of(invitation, this.clock.instant()));
	}

	private Mono<Invitation> sendAgain(Invitation invitation, AppliedKey applied) {
		Instant now = this.clock.instant();
		if (invitation.state() != InvitationState.INVITED) {
			return Mono.error(Problem.conflict("invitation-answered", "This invitation has been answered",
					"Invite the person again if that was not the last word."));
		}
		if (invitation.sentAt().plus(this.properties.sendAgainAfter()).isAfter(now)) {
			return Mono.error(sentJustNow());
		}
		Query before = Query.query(Criteria.where("_id")
			.is(invitation.id())
			.and("state")
			.is(InvitationState.INVITED.name())
			.and("sentAt")
			.is(invitation.sentAt()));
		Update again = new Update().set("sentAt", now)
			.set("expiresAt", now.plus(this.properties.goodFor()))
			.set("dueAt", now)
			.set("attempts", 0);
		return this.mongo.findAndModify(before, applied.markIn(again), RETURN_NEW, Invitation.class)
			.doOnNext((_) -> wakeUp())
			.switchIfEmpty(Mono.defer(() -> sentAgain(invitation.id(), applied)));
	}

	/** Whoever was quicker may have been the same request. */
	private Mono<Invitation> sentAgain(String id, AppliedKey applied) {
		return find(id).filter((invitation) -> applied.repeatedIn(invitation.appliedKeys()))
			.switchIfEmpty(Mono.error(Invitations::sentJustNow));
	}

	private static Problem sentJustNow() {
		return Problem.conflict("invitation-sent-lately", "It was sent a moment ago",
				"Give the mail some minutes to arrive, then send the invitation again.");
	}

	/**
	 * What waits for a patient's answer, the newest first, one for each doctor who is
	 * still approved.
	 * @param patientId the patient
	 */
	public Mono<List<ReceivedInvitation>> receivedBy(String patientId) {
		Instant now = this.clock.instant();
		return this.mongo.find(Query.query(open(Criteria.where("patientId").is(patientId))), Invitation.class)
			.filter((invitation) -> invitation.isOpen(now))
			.sort((one, other) -> other.invitedAt().compareTo(one.invitedAt()))
			.distinct(Invitation::doctorId)
			.collectList()
			.flatMap((open) -> this.doctors.approved(open.stream().map(Invitation::doctorId).toList())
				.collectMap(DoctorView::id)
				.map((approved) -> received(open, approved)));
	}

	private static List<ReceivedInvitation> received(List<Invitation> open, Map<String, DoctorView> approved) {
		return open.stream()
			.flatMap((invitation) -> Optional.ofNullable(approved.get(invitation.doctorId()))
				.map((doctor) -> ReceivedInvitation.of(invitation, doctor))
				.stream())
			.toList();
	}

	/**
	 * Lets the doctor who invited see the patient's record from now on. Accepted before,
	 * nothing changes, even where access has ended since.
	 * @param patientId who accepts
	 * @param id the invitation
	 * @param key makes a repetition the same opening
	 * @return completes when done; an error 404 or 409 otherwise
	 */
	public Mono<Void> accept(String patientId, String id, IdempotencyKey key) {
		Instant asked = this.clock.instant();
		return received(patientId, id).filter((invitation) -> invitation.state() != InvitationState.ACCEPTED)
			.flatMap((invitation) -> requireOpen(invitation).then(Mono.defer(() -> accepting(invitation)))
				.flatMap((accepting) -> LET_IN.passed(this.careTeam.open(patientId, invitation.doctorId(), key))
					.onErrorResume(Problem.class, (refusal) -> acceptingNoMore(accepting).then(Mono.error(refusal))))
				.flatMap((_) -> decide(invitation, InvitationState.ACCEPTED, asked)))
			.then();
	}

	/**
	 * Keeps a refusal out while the doctor is let in, for half a minute: whoever is told
	 * that an invitation is declined must not find the doctor inside a moment later.
	 * Empty where it is accepted already.
	 */
	private Mono<Invitation> accepting(Invitation invitation) {
		Query open = Query
			.query(Criteria.where("_id").is(invitation.id()).and("state").is(InvitationState.INVITED.name()));
		Update accepting = new Update().set("acceptingUntil", this.clock.instant().plus(ACCEPTING));
		return this.mongo.findAndModify(open, accepting, RETURN_NEW, Invitation.class)
			.switchIfEmpty(Mono.defer(() -> find(invitation.id()))
				.filter((now) -> now.state() != InvitationState.ACCEPTED)
				.flatMap((now) -> Mono.error(answered())));
	}

	/** What was refused has let nobody in. */
	private Mono<Void> acceptingNoMore(Invitation accepting) {
		Query own = Query
			.query(Criteria.where("_id").is(accepting.id()).and("acceptingUntil").is(accepting.acceptingUntil()));
		return this.mongo.updateFirst(own, new Update().unset("acceptingUntil"), Invitation.class).then();
	}

	/**
	 * Declines; declined before, nothing changes.
	 * @param patientId who declines
	 * @param id the invitation
	 * @return completes when done; an error 404 or 409 otherwise
	 */
	public Mono<Void> decline(String patientId, String id) {
		Instant asked = this.clock.instant();
		return received(patientId, id).filter((invitation) -> invitation.state() != InvitationState.DECLINED)
			.flatMap((invitation) -> requireOpen(invitation).then(Mono.defer(() -> isAccepted(patientId, invitation)))
				.flatMap((accepted) -> decide(invitation,
						accepted ? InvitationState.ACCEPTED : InvitationState.DECLINED, asked))
				.then(Mono.defer(() -> find(id))))
			.filter((now) -> now.state() != InvitationState.DECLINED)
			.flatMap((_) -> Mono.error(answered()));
	}

	/** Whoever died behind letting the doctor in left an acceptance without its end. */
	private Mono<Boolean> isAccepted(String patientId, Invitation invitation) {
		return (invitation.acceptingUntil() != null) ? this.careTeam.member(patientId, invitation.doctorId())
			.map(CareTeamMember::active)
			.defaultIfEmpty(false) : Mono.just(false);
	}

	private Mono<Void> requireOpen(Invitation invitation) {
		return switch (invitation.stateAt(this.clock.instant())) {
			case INVITED -> Mono.empty();
			case EXPIRED -> Mono.error(Problem.conflict("invitation-expired", "This invitation has expired",
					"Ask your doctor to send it again, or let the doctor in under 'My doctors'."));
			case ACCEPTED, DECLINED -> Mono.error(answered());
		};
	}

	private static Problem answered() {
		return Problem.conflict("invitation-answered", "This invitation has been answered",
				"Under 'My doctors' you decide anew at any time.");
	}

	/**
	 * What the same doctor asked before is answered as well; but not what came after this
	 * answer.
	 */
	private Mono<Void> decide(Invitation invitation, InvitationState state, Instant asked) {
		List<Criteria> which = new ArrayList<>();
		which.add(new Criteria().orOperator(Criteria.where("_id").is(invitation.id()),
				Criteria.where("invitedAt").lte(asked)));
		if (state == InvitationState.DECLINED) {
			which.add(new Criteria().orOperator(Criteria.where("acceptingUntil").is(null),
					Criteria.where("acceptingUntil").lte(asked)));
		}
		Query same = Query.query(Criteria.where("patientId")
			.is(invitation.patientId())
			.and("doctorId")
			.is(invitation.doctorId())
			.and("state")
			.is(InvitationState.INVITED.name())
			.andOperator(which));
		Update decided = new Update().set("state", state.name()).set("decidedAt", this.clock.instant()).unset("dueAt");
		return this.mongo.updateMulti(same, decided, Invitation.class).then();
	}

	private Mono<Invitation> received(String patientId, String id) {
		return find(id).filter((invitation) -> patientId.equals(invitation.patientId()))
			.switchIfEmpty(Mono.error(Invitations::unknown));
	}

	private Criteria open(Criteria whose) {
		return whose.and("state").is(InvitationState.INVITED.name()).and("expiresAt").gt(this.clock.instant());
	}

	private static Problem unknown() {
		return Problem.notFound("There is no such invitation.");
	}

	private Mono<Invitation> find(String id) {
		return this.mongo.findById(id, Invitation.class);
	}

	/** Says when there may be something to carry out. */
	Flux<Instant> wakeUps() {
		return this.wakeUps.asFlux();
	}

	/** The invitations of which something is to be carried out now. */
	Flux<String> due() {
		return Flux.defer(() -> {
			Instant now = this.clock.instant();
			Query due = Query.query(Criteria.where("dueAt").lte(now).and("leaseUntil").lte(now))
				.with(Sort.by("dueAt"))
				.limit(BATCH);
			return this.mongo.find(due, Invitation.class).map(Invitation::id);
		});
	}

	/** Takes an invitation; empty where somebody else has it or nothing is to be done. */
	Mono<Invitation> take(String id) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			Query free = Query.query(Criteria.where("_id").is(id).and("dueAt").lte(now).and("leaseUntil").lte(now));
			Update lease = new Update().set("leaseId", UUID.randomUUID().toString())
				.set("leaseUntil", now.plus(this.properties.lease()));
			return this.mongo.findAndModify(free, lease, RETURN_NEW, Invitation.class);
		});
	}

	/** Keeps whose account it is. */
	Mono<Invitation> found(Invitation taken, String patientId, boolean made) {
		return this.mongo.findAndModify(held(taken), new Update().set("patientId", patientId).set("made", made),
				RETURN_NEW, Invitation.class);
	}

	/**
	 * Ends what was to be carried out, and forgets what the doctor typed; unless it was
	 * to be sent again in the meantime.
	 */
	Mono<Void> carriedOut(Invitation taken) {
		Query held = held(taken).addCriteria(Criteria.where("sentAt").is(taken.sentAt()));
		Update done = free(new Update().unset("dueAt").unset("content").set("attempts", 0));
		return this.mongo.updateFirst(held, done, Invitation.class)
			.filter((result) -> result.getModifiedCount() == 0)
			.flatMap((_) -> this.mongo.updateFirst(held(taken), free(new Update()), Invitation.class))
			.then();
	}

	/** Has it tried again later. */
	Mono<Void> failed(Invitation taken) {
		Instant next = this.clock.instant().plus(this.properties.backoff(taken.attempts()));
		return this.mongo
			.updateFirst(held(taken), free(new Update().set("dueAt", next).inc("attempts", 1)), Invitation.class)
			.then();
	}

	private static Query held(Invitation taken) {
		return Query.query(Criteria.where("_id").is(taken.id()).and("leaseId").is(taken.leaseId()));
	}

	private static Update free(Update update) {
		return update.set("leaseUntil", Instant.EPOCH).unset("leaseId");
	}

	private void wakeUp() {
		synchronized (this.wakeUps) {
			this.wakeUps.tryEmitNext(this.clock.instant());
		}
	}

}
