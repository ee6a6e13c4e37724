package io.medlinks.patient.diary;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.platform.version.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The patients' diaries. Each method takes the patient first and reaches nobody else's
 * entries.
 */
@Component
public class Diary {

	private static final String HAPPENED_AT = "current.happenedAt.at";

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final LiveFeeds live;

	private final Clock clock;

	private final SymptomCatalogue catalogue;

	private final EntryFindings findings;

	private final CareTeam careTeam;

	Diary(ReactiveMongoTemplate mongo, Outbox outbox, LiveFeeds live, Clock clock, SymptomCatalogue catalogue,
			EntryFindings findings, CareTeam careTeam) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.live = live;
		this.clock = clock;
		this.catalogue = catalogue;
		this.findings = findings;
		this.careTeam = careTeam;
	}

	/**
	 * Adds an entry.
	 * @param patientId whose diary
	 * @param content what the patient says
	 * @param key makes a repetition the same entry
	 * @return the entry's receipt, the same for each repetition; an error 400 or 422
	 * otherwise
	 */
	public Mono<EntryReceipt> log(String patientId, EntryContent content, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			content.check(this.catalogue, now);
			DiaryEntry entry = DiaryEntry.logged(key.aggregateId(), patientId, content,
					IdempotencyKey.fingerprint(content), now);
			return this.outbox
				.insert(entry,
						this.outbox.event(DiaryEvents.LOGGED, patientId, entry.id(), DiaryEvents.published(entry)))
				.onErrorResume(DuplicateKeyException.class, (_) -> repeated(entry))
				.flatMap((logged) -> changed(logged).thenReturn(new EntryReceipt(logged.id(), 1, logged.receivedAt())));
		});
	}

	/**
	 * Makes the entry of an interview that was sent, unless it is there. What the patient
	 * has made of it since stays.
	 * @param patientId whose diary
	 * @param interviewId the interview, which is the entry's id too
	 * @param content what the patient sent
	 * @return an error where the diary does not take such an entry
	 */
	Mono<Void> logInterview(String patientId, String interviewId, EntryContent content) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			content.check(this.catalogue, now);
			DiaryEntry entry = DiaryEntry.first(interviewId, patientId, EntryOrigin.INTERVIEW, content,
					IdempotencyKey.fingerprint(content), now);
			return this.outbox
				.insert(entry,
						this.outbox.event(DiaryEvents.LOGGED, patientId, entry.id(), DiaryEvents.published(entry)))
				.onErrorResume(DuplicateKeyException.class, (_) -> own(patientId, interviewId))
				.flatMap(this::changed);
		});
	}

	private Mono<DiaryEntry> repeated(DiaryEntry entry) {
		return own(entry.patientId(), entry.id())
			.filter((existing) -> existing.fingerprint().equals(entry.fingerprint()))
			.switchIfEmpty(Mono.error(Problem::idempotencyKeyReused));
	}

	/**
	 * Adds a version with other words.
	 * @param patientId whose diary
	 * @param entryId the entry
	 * @param expected the version that the patient saw
	 * @param content what the patient says now
	 * @param reason why, or null
	 * @param key makes a repetition the same change
	 * @return the entry; an error 400, 404, 409, 412, 422 or 428 otherwise
	 */
	public Mono<EntryView> amend(String patientId, String entryId, ExpectedVersion expected, EntryContent content,
			@Nullable PatientText reason, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			content.check(this.catalogue, now);
			return change(patientId, entryId, expected, AppliedKey.of(key, new Amendment(content, reason)),
					(entry) -> entry.amend(content, reason, now), DiaryEvents.AMENDED);
		}).flatMap(this::view);
	}

	/**
	 * Takes an entry back; it stays readable.
	 * @param patientId whose diary
	 * @param entryId the entry
	 * @param expected the version that the patient saw
	 * @param reason why, or null
	 * @param key makes a repetition the same change
	 * @return completes when done; an error 404, 409, 412, 422 or 428 otherwise
	 */
	public Mono<Void> withdraw(String patientId, String entryId, ExpectedVersion expected, @Nullable PatientText reason,
			IdempotencyKey key) {
		return Mono
			.defer(() -> change(patientId, entryId, expected, AppliedKey.of(key, new Withdrawal(reason)),
					(entry) -> entry.withdraw(reason, this.clock.instant()), DiaryEvents.WITHDRAWN))
			.then();
	}

	private Mono<DiaryEntry> change(String patientId, String entryId, ExpectedVersion expected, AppliedKey applied,
			UnaryOperator<DiaryEntry> change, EventType type) {
		long version = expected.required();
		return own(patientId, entryId).flatMap((entry) -> {
			if (applied.repeatedIn(entry.appliedKeys())) {
				// Whoever made the change may have died before the screens were told.
				return changed(entry).thenReturn(entry);
			}
			if (entry.version() != version) {
				return Mono.error(Problem.staleVersion());
			}
			return write(entry, change.apply(entry), applied, type)
				.switchIfEmpty(Mono.defer(() -> lostRace(patientId, entryId, applied)))
				.flatMap((changed) -> changed(changed).thenReturn(changed));
		});
	}

	private Mono<DiaryEntry> write(DiaryEntry before, DiaryEntry after, AppliedKey applied, EventType type) {
		Query guard = Query.query(Criteria.where("_id")
			.is(before.id())
			.and("patientId")
			.is(before.patientId())
			.and("version")
			.is(before.version()));
		Update update = applied.markIn(new Update().set("version", after.version())
			.set("current", after.current())
			.push("earlier", before.current()));
		return this.outbox.update(DiaryEntry.class, guard, update,
				this.outbox.event(type, after.patientId(), after.id(), DiaryEvents.published(after)));
	}

	private Mono<DiaryEntry> lostRace(String patientId, String entryId, AppliedKey applied) {
		return own(patientId, entryId).filter((entry) -> applied.repeatedIn(entry.appliedKeys()))
			.switchIfEmpty(Mono.error(Problem::staleVersion));
	}

	private Mono<Void> changed(DiaryEntry entry) {
		return this.live.changed(ReaderId.patient(entry.patientId()), EntryFindings.entryChange(entry.id()));
	}

	/**
	 * An entry as it is now.
	 * @param patientId whose diary
	 * @param entryId the entry
	 * @return an error 404 where the patient has no such entry
	 */
	public Mono<EntryView> entry(String patientId, String entryId) {
		return own(patientId, entryId).flatMap(this::view);
	}

	/**
	 * An entry's versions, the newest first.
	 * @param patientId whose diary
	 * @param entryId the entry
	 * @return an error 404 where the patient has no such entry
	 */
	public Mono<List<EntryVersion>> versions(String patientId, String entryId) {
		return own(patientId, entryId).map(DiaryEntry::versions);
	}

	/**
	 * A page of entries, withdrawn ones among them, by when it happened, the newest
	 * first.
	 * @param patientId whose diary
	 * @param request which page
	 */
	public Mono<Page<EntryView>> entries(String patientId, PageRequest request) {
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
		return this.mongo.find(query, DiaryEntry.class)
			.collectList()
			.map((found) -> Page.of(found, request,
					(entry) -> Cursor.after(entry.current().happenedAt().toInstant(), entry.id())))
			.flatMap((page) -> views(patientId, page.items()).map((views) -> new Page<>(views, page.nextCursor())));
	}

	private Mono<DiaryEntry> own(String patientId, String entryId) {
		return this.mongo.findById(entryId, DiaryEntry.class)
			.filter((entry) -> entry.patientId().equals(patientId))
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such diary entry.")));
	}

	private Mono<EntryView> view(DiaryEntry entry) {
		return views(entry.patientId(), List.of(entry)).map(List::getFirst);
	}

	private Mono<List<EntryView>> views(String patientId, List<DiaryEntry> entries) {
		if (entries.isEmpty()) {
			return Mono.just(List.of());
		}
		List<String> ids = entries.stream().map(DiaryEntry::id).toList();
		Mono<Map<String, EntryAssessment>> assessments = this.findings.assessmentsOf(ids)
			.collectMap(EntryAssessment::id, Function.identity());
		Mono<Map<String, Collection<EntryReview>>> reviews = this.findings.reviewsOf(ids)
			.collectMultimap(EntryReview::entryId);
		return Mono.zip(assessments, reviews, this.careTeam.visibleTo(patientId))
			.map((found) -> entries.stream()
				.map((entry) -> EntryView.of(entry, found.getT1().get(entry.id()),
						found.getT2().getOrDefault(entry.id(), List.of()), found.getT3()))
				.toList());
	}

	private record Amendment(EntryContent content, @Nullable PatientText reason) {

	}

	private record Withdrawal(@Nullable PatientText reason) {

	}

}
