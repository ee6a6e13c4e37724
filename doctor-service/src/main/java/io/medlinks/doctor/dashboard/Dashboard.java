package io.medlinks.doctor.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.doctor.search.FoldedName;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.projection.Projections;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The doctors' dashboards: takes facts over, folds the rows that they concern and tells
 * whoever watches.
 */
@Component
public class Dashboard {

	/** A fact is kept; the rows that it concerns are as before. */
	private static final CrashPoint FACT_KEPT = new CrashPoint("dashboard.fact-kept");

	/** A row is written; its doctor's feed does not tell of it. */
	private static final CrashPoint ROW_WRITTEN = new CrashPoint("dashboard.row-written");

	/** The type of the live view's rows. */
	static final String ROW = "dashboard";

	/**
	 * Whoever loses the race for a row folds again, with what the winner did not know.
	 */
	private static final Retry UNTIL_WRITTEN = Retry.backoff(50, Duration.ofMillis(2))
		.maxBackoff(Duration.ofMillis(100))
		.filter(OptimisticLockingFailureException.class::isInstance);

	private static final Sort BY_URGENCY = Sort.by("rank", "orderSince", "patientId");

	private static final Sort BY_NAME = Sort.by("foldedName", "patientId");

	private final ReactiveMongoTemplate mongo;

	private final Facts facts;

	private final Charts charts;

	private final CareLinks links;

	private final WaitingEntries waiting;

	private final ReadMarks marks;

	private final LiveFeeds feeds;

	private final Clock clock;

	Dashboard(ReactiveMongoTemplate mongo, Facts facts, Charts charts, CareLinks links, WaitingEntries waiting,
			ReadMarks marks, LiveFeeds feeds, Clock clock) {
		this.mongo = mongo;
		this.facts = facts;
		this.charts = charts;
		this.links = links;
		this.waiting = waiting;
		this.marks = marks;
		this.feeds = feeds;
		this.clock = clock;
	}

	/**
	 * Takes a fact over; the rows that it concerns are written when this completes.
	 * @param fact the fact, whether new, known or overtaken
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> take(Fact fact, String bodyHash) {
		return FACT_KEPT.passed(this.facts.apply(fact, bodyHash))
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> derive(fact));
	}

	/**
	 * Marks versions of a patient's entries as opened by a doctor, and by no other; they
	 * go on waiting until they are acknowledged. The doctor's row is written before this
	 * completes.
	 * @param doctorId the doctor, whose care of the patient has been checked
	 * @param patientId the patient
	 * @param opened the versions
	 * @return an error 409 where a version is not known here
	 */
	public Mono<Void> open(String doctorId, String patientId, Collection<EntryVersion> opened) {
		return requireKnown(patientId, opened).then(Mono.defer(() -> this.marks.mark(doctorId, opened)))
			.then(Mono.defer(() -> this.waiting.decide(patientId,
					opened.stream().map(EntryVersion::entryId).distinct().toList())))
			.then(Mono.defer(() -> refold(RowPart.ENTRIES, doctorId, patientId)));
	}

	/**
	 * A row that ends goes first: deciding for whom entries still wait takes the longer
	 * the more there are.
	 */
	private Mono<Void> derive(Fact fact) {
		if (fact instanceof Fact.CareLink link && !link.active()) {
			return refold(RowPart.ALL, link.doctorId(), link.patientId())
				.then(Mono.defer(() -> this.waiting.decide(fact)))
				.then();
		}
		return this.waiting.decide(fact)
			.flatMapIterable((careTeam) -> careTeam)
			.switchIfEmpty(Flux.defer(() -> concerned(fact)))
			.flatMap((doctorId) -> refold(RowPart.of(fact), doctorId, fact.patientId()))
			.then();
	}

	/** Decides again for whom an entry waits, and folds the rows that it concerns. */
	Mono<Void> decide(String entryId) {
		return this.mongo.findById(entryId, Fact.Entry.class).flatMap(this::derive);
	}

	/**
	 * Whoever does not treat the patient any more is not told that something happened. A
	 * doctor who joins the care team afterwards gets a whole row made by the link.
	 */
	private Flux<String> concerned(Fact fact) {
		return switch (fact) {
			case Fact.CareLink link -> Flux.just(link.doctorId());
			case Fact.Appointment appointment ->
				this.links.doctorsOf(fact.patientId()).filter((doctorId) -> doctorId.equals(appointment.doctorId()));
			default -> this.links.doctorsOf(fact.patientId());
		};
	}

	/** Folds all of a row again. */
	Mono<Void> refold(String doctorId, String patientId) {
		return refold(RowPart.ALL, doctorId, patientId);
	}

	/**
	 * The row's revision is read before the facts: a row with a later revision than the
	 * one that a fact's taker read was folded with that fact, or by somebody who left the
	 * fact's part of the row as it was, whose revision the taker then reads.
	 */
	private Mono<Void> refold(RowPart part, String doctorId, String patientId) {
		return this.mongo.findById(DashboardRow.id(doctorId, patientId), DashboardRow.class)
			.defaultIfEmpty(DashboardRow.empty(doctorId, patientId))
			.flatMap((before) -> fold(part, before).flatMap((row) -> ROW_WRITTEN.passed(write(row, before.revision()))))
			.retryWhen(UNTIL_WRITTEN)
			.flatMap((_) -> this.feeds.changed(ReaderId.doctor(doctorId), new LiveChange(ROW, patientId)));
	}

	private Mono<DashboardRow> fold(RowPart part, DashboardRow before) {
		Instant now = this.clock.instant();
		return (part == RowPart.ALL || !before.active())
				? this.charts.of(before.doctorId(), before.patientId(), before.lastEntryAt(), now)
					.map((chart) -> DashboardFold.fold(chart, now))
				: this.charts.part(part, before, now).map((chart) -> before.with(part, DashboardFold.fold(chart, now)));
	}

	/** The row as it is stored. */
	Mono<DashboardRow> stored(String doctorId, String patientId) {
		return this.mongo.findById(DashboardRow.id(doctorId, patientId), DashboardRow.class);
	}

	/** The row as its facts make it now, its revision 0; nothing is stored. */
	Mono<Folded> folded(String doctorId, String patientId) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			return this.charts.of(doctorId, patientId, null, now)
				.map((chart) -> new Folded(DashboardFold.fold(chart, now), now));
		});
	}

	private Mono<DashboardRow> write(DashboardRow row, long revision) {
		if (revision == 0) {
			return this.mongo.insert(row.withRevision(1))
				.onErrorMap(DuplicateKeyException.class,
						(_) -> new OptimisticLockingFailureException("The row appeared meanwhile"));
		}
		Query unchanged = Query.query(Criteria.where("_id").is(row.id()).and("revision").is(revision));
		Update update = new Update().set("revision", revision + 1)
			.set("active", row.active())
			.set("rank", row.rank())
			.set("orderSince", row.orderSince())
			.set("foldedName", row.foldedName())
			.set("state", row.state());
		return this.mongo.updateFirst(unchanged, update, DashboardRow.class)
			.filter((result) -> result.getMatchedCount() == 1)
			.switchIfEmpty(Mono.error(() -> new OptimisticLockingFailureException("The row was changed meanwhile")))
			.thenReturn(row);
	}

	/**
	 * Has whoever watches a doctor's rows ask whether they still may, because the
	 * doctor's approval may have changed.
	 * @param doctorId the doctor
	 */
	public Mono<Void> standingChanged(String doctorId) {
		return this.feeds.rightsChanged(ReaderId.doctor(doctorId));
	}

	/**
	 * A doctor's patients, most urgent first.
	 * @param doctorId the doctor
	 * @param page which page
	 */
	public Mono<Page<DashboardItem>> page(String doctorId, PageRequest page) {
		return Mono.defer(() -> {
			Query query = active(doctorId).with(BY_URGENCY).limit(page.limit() + 1);
			Cursor cursor = page.cursor();
			if (cursor != null) {
				query.addCriteria(behindUrgency(cursor));
			}
			return items(doctorId, query, page, (row) -> Cursor.after(row.rank(), row.orderSince(), row.patientId()));
		});
	}

	/**
	 * The first of a doctor's patients, most urgent first.
	 * @param doctorId the doctor
	 * @param most how many at the most
	 */
	Flux<DashboardItem> first(String doctorId, int most) {
		return this.mongo.find(active(doctorId).with(BY_URGENCY).limit(most), DashboardRow.class)
			.map((row) -> DashboardItem.of(row, this.clock.instant()));
	}

	/**
	 * A doctor's patients by name.
	 * @param doctorId the doctor
	 * @param search the beginning of a word of the name; null for all
	 * @param page which page
	 */
	public Mono<Page<DashboardItem>> byName(String doctorId, @Nullable String search, PageRequest page) {
		return Mono.defer(() -> {
			Query query = active(doctorId).with(BY_NAME).limit(page.limit() + 1);
			Pattern name = FoldedName.startingWith(search);
			Cursor cursor = page.cursor();
			List<Criteria> narrower = new ArrayList<>();
			if (name != null) {
				narrower.add(Criteria.where("foldedName").regex(name));
			}
			if (cursor != null) {
				narrower.add(behindName(cursor));
			}
			if (!narrower.isEmpty()) {
				query.addCriteria(new Criteria().andOperator(narrower));
			}
			return items(doctorId, query, page, (row) -> Cursor.after(row.foldedName(), row.patientId()));
		});
	}

	/**
	 * A patient's row.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 * @return empty where the doctor does not treat the patient
	 */
	public Mono<DashboardItem> item(String doctorId, String patientId) {
		return this.mongo.findById(DashboardRow.id(doctorId, patientId), DashboardRow.class)
			.filter(DashboardRow::active)
			.map((row) -> DashboardItem.of(row, this.clock.instant()));
	}

	/**
	 * A patient's profile as published.
	 * @param patientId the patient
	 * @return empty where none has arrived
	 */
	public Mono<Fact.Patient> patient(String patientId) {
		return this.mongo.findById(patientId, Fact.Patient.class);
	}

	/**
	 * Completes where these versions of a patient's entries have arrived.
	 * @param patientId the patient
	 * @param versions versions of entries
	 * @return an error 409 where one has not, or belongs to no entry of this patient
	 */
	public Mono<Void> requireKnown(String patientId, Collection<EntryVersion> versions) {
		return unknown(patientId, versions).filter((unknown) -> !unknown.isEmpty())
			.flatMap((unknown) -> Mono.error(
					Problem
						.conflict("unknown-entry-version", "An entry is not known here in this version",
								"Load the patient's row again and name the versions in 'uncovered'. "
										+ "Nothing was saved.")
						.with("unknown", unknown)));
	}

	private Mono<List<EntryVersion>> unknown(String patientId, Collection<EntryVersion> versions) {
		Query named = Query.query(Criteria.where("_id").in(versions.stream().map(EntryVersion::entryId).toList()));
		return this.mongo.find(named, Fact.Entry.class)
			.filter((entry) -> entry.patientId().equals(patientId))
			.collectMap(Fact.Entry::id, Fact.Entry::version, HashMap::new)
			.map((known) -> versions.stream().filter((version) -> !isKnown(version, known)).toList());
	}

	private static boolean isKnown(EntryVersion version, Map<String, Long> known) {
		return version.version() <= known.getOrDefault(version.entryId(), 0L);
	}

	/**
	 * Rows of patients whose care has ended are left out, though the row may not say so
	 * yet.
	 */
	private Mono<Page<DashboardItem>> items(String doctorId, Query query, PageRequest page,
			Function<DashboardRow, Cursor> cursor) {
		Instant now = this.clock.instant();
		return this.mongo.find(query, DashboardRow.class)
			.collectList()
			.map((found) -> Page.of(found, page, cursor))
			.flatMap((found) -> inCare(doctorId, found.items()).map((inCare) -> new Page<>(found.items()
				.stream()
				.filter((row) -> inCare.contains(row.patientId()))
				.map((row) -> DashboardItem.of(row, now))
				.toList(), found.nextCursor())));
	}

	private Mono<Set<String>> inCare(String doctorId, List<DashboardRow> rows) {
		return this.links.withIds(rows.stream().map((row) -> Fact.CareLink.id(row.patientId(), doctorId)).toList())
			.filter(Fact.CareLink::active)
			.map(Fact.CareLink::patientId)
			.collect(Collectors.toSet());
	}

	private static Query active(String doctorId) {
		return Query.query(Criteria.where("doctorId").is(doctorId).and("active").is(true));
	}

	private static Criteria behindUrgency(Cursor cursor) {
		long rank = cursor.number(0);
		Instant since = cursor.instant(1);
		String patientId = cursor.text(2);
		return new Criteria().orOperator(Criteria.where("rank").gt(rank),
				Criteria.where("rank").is(rank).and("orderSince").gt(since),
				Criteria.where("rank").is(rank).and("orderSince").is(since).and("patientId").gt(patientId));
	}

	private static Criteria behindName(Cursor cursor) {
		String name = cursor.text(0);
		String patientId = cursor.text(1);
		return new Criteria().orOperator(Criteria.where("foldedName").gt(name),
				Criteria.where("foldedName").is(name).and("patientId").gt(patientId));
	}

	/**
	 * A row that was folded.
	 *
	 * @param row the row
	 * @param at appointments that were over by then are left out
	 */
	record Folded(DashboardRow row, Instant at) {
	}

}
