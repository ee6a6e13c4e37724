package io.medlinks.doctor.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.medlinks.platform.reconcile.DerivedRows;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.ReactiveBulkOperations;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keeps with each entry the doctors for whom it waits, who of them opened it and how
 * urgent it is, so that a row is folded from the most urgent that waits and not from all
 * that was ever written.
 *
 * <p>
 * An acknowledgement covers the versions that it names, for the doctor who gave it. For
 * another doctor it counts only where it was given before that doctor joined the care
 * team; otherwise the entry still asks for a look.
 */
@Component
class WaitingEntries {

	/** The field of an entry that names the doctors. */
	private static final String DOCTORS = "waitsFor";

	/** The field of an entry that names those who opened its present version. */
	private static final String OPENED_BY = "openedBy";

	private static final String RANK = "rank";

	private static final String ASSESSED = "assessed";

	private static final Sort BY_URGENCY = Sort.by(RANK, "receivedAt", "_id");

	private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "receivedAt", "_id");

	/** How many entries are decided in one go. */
	private static final int AT_A_TIME = 200;

	private static final Duration AGAIN = Duration.ofMillis(5);

	private final ReactiveMongoTemplate mongo;

	private final CareLinks links;

	private final Acknowledgements acknowledgements;

	private final ReadMarks marks;

	private final Assessments assessments;

	WaitingEntries(ReactiveMongoTemplate mongo, CareLinks links, Acknowledgements acknowledgements, ReadMarks marks,
			Assessments assessments) {
		this.mongo = mongo;
		this.links = links;
		this.acknowledgements = acknowledgements;
		this.marks = marks;
		this.assessments = assessments;
	}

	/**
	 * What waits for a doctor; of many entries only those are read that a row tells
	 * apart.
	 * @param doctorId the doctor
	 * @param patientId the patient who wrote them
	 */
	Mono<Backlog> of(String doctorId, String patientId) {
		return this.mongo.find(waiting(doctorId, patientId).with(BY_URGENCY).limit(Backlog.MOST), Waiting.class)
			.collectList()
			.flatMap((found) -> {
				List<Fact.Entry> first = found.stream().map(Waiting::entry).toList();
				int unread = (int) found.stream().filter((entry) -> !entry.isOpenedBy(doctorId)).count();
				return (first.size() < Backlog.MOST) ? Mono.just(Backlog.whole(first, unread))
						: partOf(doctorId, patientId, first);
			});
	}

	private Mono<Backlog> partOf(String doctorId, String patientId, List<Fact.Entry> mostUrgent) {
		Query notAssessed = Query.query(ofDoctor(doctorId, patientId).and(ASSESSED).ne(true));
		Query notOpened = Query.query(ofDoctor(doctorId, patientId).and(OPENED_BY).ne(doctorId));
		Mono<Fact.Entry> newest = this.mongo
			.find(waiting(doctorId, patientId).with(NEWEST_FIRST).limit(1), Fact.Entry.class)
			.next();
		return Mono
			.zip(this.mongo.count(waiting(doctorId, patientId), Fact.Entry.class),
					this.mongo.count(notOpened, Fact.Entry.class), this.mongo.exists(notAssessed, Fact.Entry.class),
					newest.map(Optional::of).defaultIfEmpty(Optional.empty()))
			.map((found) -> new Backlog(mostUrgent, found.getT1().intValue(), found.getT2().intValue(), !found.getT3(),
					found.getT4().orElse(null)));
	}

	private static Query waiting(String doctorId, String patientId) {
		return Query.query(ofDoctor(doctorId, patientId));
	}

	private static Criteria ofDoctor(String doctorId, String patientId) {
		return Criteria.where("patientId").is(patientId).and(DOCTORS).is(doctorId).and("active").is(true);
	}

	/**
	 * Decides again for whom the entries wait that a fact is about, and how soon.
	 * @param fact a fact that has been taken over
	 * @return the doctors of the care team as it was then, where they had to be read and
	 * the fact concerns them all; empty otherwise
	 */
	Mono<Set<String>> decide(Fact fact) {
		return switch (fact) {
			case Fact.Entry entry -> decide(fact.patientId(), List.of(entry.id()));
			case Fact.Assessment assessment -> decide(fact.patientId(), List.of(assessment.id()));
			case Fact.Acknowledgement acknowledgement -> decide(fact.patientId(),
					acknowledgement.covers().stream().map(EntryVersion::entryId).distinct().toList());
			case Fact.CareLink _ -> decideAll(fact.patientId()).then(Mono.empty());
			default -> Mono.empty();
		};
	}

	/** Part by part, however many a patient has written. */
	private Mono<Void> decideAll(String patientId) {
		return idsAfter(patientId, null)
			.expand((ids) -> decide(patientId, ids).then(idsAfter(patientId, ids.getLast())))
			.then();
	}

	/** The next ids; empty where there are no more. */
	private Mono<List<String>> idsAfter(String patientId, @Nullable String last) {
		Query next = ofPatient(patientId).with(Sort.by("_id")).limit(AT_A_TIME);
		if (last != null) {
			next.addCriteria(Criteria.where("_id").gt(last));
		}
		return this.mongo.find(next, Undecided.class).map(Undecided::id).collectList().filter((ids) -> !ids.isEmpty());
	}

	/**
	 * Decides again for whom these entries of a patient wait, and who opened them.
	 * @return the doctors of the care team; empty where no such entry is known
	 */
	Mono<Set<String>> decide(String patientId, Collection<String> entryIds) {
		return decide(patientId, ofPatient(patientId).addCriteria(Criteria.where("_id").in(entryIds)));
	}

	/**
	 * The entries are read before what decides about them: whoever finds an entry decided
	 * in between knows less than the one who did, and decides again.
	 */
	private Mono<Set<String>> decide(String patientId, Query which) {
		return this.mongo.find(which, Undecided.class)
			.collectList()
			.filter((entries) -> !entries.isEmpty())
			.flatMap((entries) -> Mono.zip(coverage(patientId, idsOf(entries)), assessed(idsOf(entries)))
				.flatMap((known) -> write(entries, known.getT1(), known.getT2())
					.flatMap((overtaken) -> overtaken.isEmpty() ? Mono.just(known.getT1().doctors())
							: Mono.delay(AGAIN).then(Mono.defer(() -> decide(patientId, idsOf(overtaken)))))));
	}

	private static List<String> idsOf(List<Undecided> entries) {
		return entries.stream().map(Undecided::id).toList();
	}

	/**
	 * Returns those to decide once more because somebody else decided meanwhile; as it is
	 * told of many only how many were written, it is all of them then.
	 */
	private Mono<List<Undecided>> write(List<Undecided> entries, Coverage coverage,
			Map<String, Fact.Assessment> assessments) {
		ReactiveBulkOperations writes = this.mongo.bulkOps(BulkMode.UNORDERED, Fact.Entry.class);
		entries.forEach((entry) -> writes.updateOne(unchanged(entry),
				decision(entry, coverage, Triage.of(entry.version(), assessments.get(entry.id())))));
		return writes.execute().map((written) -> (written.getMatchedCount() == entries.size()) ? List.of() : entries);
	}

	private static Query unchanged(Undecided entry) {
		return Query.query(Criteria.where("_id")
			.is(entry.id())
			.and("version")
			.is(entry.version())
			.and("decisions")
			.is(entry.decisions()));
	}

	private static Update decision(Undecided entry, Coverage coverage, Triage triage) {
		EntryVersion present = new EntryVersion(entry.id(), entry.version());
		List<String> doctors = entry.active() ? coverage.doctorsWithout(present) : List.of();
		return new Update().set(DOCTORS, doctors)
			.set(OPENED_BY, coverage.doctorsWhoOpened(present))
			.set(RANK, triage.level().rank())
			.set(ASSESSED, triage.assessed())
			.set("decisions", (entry.decisions() != null) ? entry.decisions() + 1 : 1);
	}

	/**
	 * Compares what is kept with entries behind an id with what would be decided now, in
	 * the order of their ids.
	 * @param after the last id seen; null for the beginning
	 * @param most how many at the most
	 */
	Flux<DerivedRows.Check> check(@Nullable String after, int most) {
		Query query = (after != null) ? Query.query(Criteria.where("_id").gt(after)) : new Query();
		return check(query.with(Sort.by("_id")).limit(most));
	}

	/** The same for the entries with these ids, in no order. */
	Flux<DerivedRows.Check> check(Collection<String> entryIds) {
		return check(Query.query(Criteria.where("_id").in(entryIds)));
	}

	private Flux<DerivedRows.Check> check(Query which) {
		return this.mongo.find(which, Decided.class)
			.collectList()
			.flatMapMany((entries) -> Flux.fromIterable(entries)
				.groupBy(Decided::patientId)
				.concatMap((ofPatient) -> ofPatient.map(Decided::id)
					.collectList()
					.flatMap((ids) -> coverage(ofPatient.key(), ids))
					.map((coverage) -> Map.entry(ofPatient.key(), coverage)), entries.size() + 1)
				.collectMap(Map.Entry::getKey, Map.Entry::getValue)
				.zipWith(assessed(entries.stream().map(Decided::id).toList()))
				.flatMapIterable((known) -> entries.stream()
					.map((entry) -> entry.check(Objects.requireNonNull(known.getT1().get(entry.patientId())),
							Triage.of(entry.version(), known.getT2().get(entry.id()))))
					.toList()));
	}

	private Mono<Map<String, Fact.Assessment>> assessed(Collection<String> entryIds) {
		return this.assessments.of(entryIds).collectMap(Fact.Assessment::id);
	}

	private Mono<Coverage> coverage(String patientId, List<String> entryIds) {
		return Mono
			.zip(this.links.of(patientId).collectList(), this.acknowledgements.of(entryIds).collectList(),
					this.marks.of(entryIds).collectList())
			.map((known) -> new Coverage(known.getT1(), known.getT2(), known.getT3()));
	}

	private static Query ofPatient(String patientId) {
		return Query.query(Criteria.where("patientId").is(patientId));
	}

	/**
	 * An entry that waits.
	 *
	 * @param id the entry
	 * @param version its present version
	 * @param patientId whose it is
	 * @param active false once withdrawn
	 * @param receivedAt when it arrived
	 * @param opening its first words
	 * @param openedBy who opened this version; null where nobody decided
	 */
	@Document("entryFacts")
	record Waiting(@Id String id, long version, String patientId, boolean active, Instant receivedAt,
			PatientText opening, @Nullable Set<String> openedBy) {

		Fact.Entry entry() {
			return new Fact.Entry(this.id, this.version, this.patientId, this.active, this.receivedAt, this.opening);
		}

		boolean isOpenedBy(String doctorId) {
			return this.openedBy != null && this.openedBy.contains(doctorId);
		}

	}

	/**
	 * What of an entry decides.
	 *
	 * @param id the entry
	 * @param version its present version
	 * @param active false once withdrawn
	 * @param decisions counts how often it was decided; null where never
	 */
	@Document("entryFacts")
	record Undecided(@Id String id, long version, boolean active, @Nullable Long decisions) {
	}

	/**
	 * What was decided about an entry.
	 *
	 * @param id the entry
	 * @param version its present version
	 * @param patientId whose it is
	 * @param active false once withdrawn
	 * @param waitsFor the doctors; null where nobody decided
	 * @param openedBy who opened this version; null where nobody decided
	 * @param rank the place of its class; null where nobody decided
	 * @param assessed whether the rules have seen this version; null where nobody decided
	 */
	@Document("entryFacts")
	record Decided(@Id String id, long version, String patientId, boolean active, @Nullable Set<String> waitsFor,
			@Nullable Set<String> openedBy, @Nullable Integer rank, @Nullable Boolean assessed) {

		DerivedRows.Check check(Coverage coverage, Triage triage) {
			EntryVersion present = new EntryVersion(this.id, this.version);
			List<String> waiting = this.active ? coverage.doctorsWithout(present) : List.of();
			boolean same = Set.copyOf(waiting).equals(this.waitsFor)
					&& Set.copyOf(coverage.doctorsWhoOpened(present)).equals(this.openedBy)
					&& Integer.valueOf(triage.level().rank()).equals(this.rank)
					&& Boolean.valueOf(triage.assessed()).equals(this.assessed);
			return new DerivedRows.Check(this.id, same ? DerivedRows.Verdict.SAME : DerivedRows.Verdict.DIFFERENT);
		}

	}

}
