package io.medlinks.doctor.dashboard;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.medlinks.platform.reconcile.DerivedRows;
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
 * Keeps with each entry what is decided about it, so that a row is folded from the most
 * urgent that waits, and from nothing else that was ever written or acknowledged.
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
		return this.mongo.find(waiting(doctorId, patientId).with(BY_URGENCY).limit(Backlog.MOST), DecidedEntry.class)
			.collectList()
			.flatMap((first) -> (first.size() < Backlog.MOST) ? Mono.just(Backlog.whole(first, doctorId))
					: partOf(doctorId, patientId, first));
	}

	private Mono<Backlog> partOf(String doctorId, String patientId, List<DecidedEntry> mostUrgent) {
		Query notAssessed = Query.query(ofDoctor(doctorId, patientId).and(ASSESSED).ne(true));
		Query notOpened = Query.query(ofDoctor(doctorId, patientId).and(OPENED_BY).ne(doctorId));
		Mono<DecidedEntry> newest = this.mongo
			.find(waiting(doctorId, patientId).with(NEWEST_FIRST).limit(1), DecidedEntry.class)
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
	 * Decides again about the entries that a fact is about.
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
	 * Decides again about these entries of a patient.
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
				update(entry, Decision.about(new EntryVersion(entry.id(), entry.version()), entry.active(), coverage,
						assessments.get(entry.id())))));
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

	private static Update update(Undecided entry, Decision decision) {
		return new Update().set("decidedVersion", decision.version())
			.set(DOCTORS, decision.waitsFor())
			.set(OPENED_BY, decision.openedBy())
			.set(RANK, decision.triage().level().rank())
			.set(ASSESSED, decision.triage().assessed())
			.set("rules", decision.triage().rules())
			.set("seenBy", decision.seenBy())
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
		return this.mongo.find(which, DecidedEntry.class)
			.collectList()
			.flatMapMany((entries) -> Flux.fromIterable(entries)
				.groupBy(DecidedEntry::patientId)
				.concatMap((ofPatient) -> ofPatient.map(DecidedEntry::id)
					.collectList()
					.flatMap((ids) -> coverage(ofPatient.key(), ids))
					.map((coverage) -> Map.entry(ofPatient.key(), coverage)), entries.size() + 1)
				.collectMap(Map.Entry::getKey, Map.Entry::getValue)
				.zipWith(assessed(entries.stream().map(DecidedEntry::id).toList()))
				.flatMapIterable((known) -> entries.stream()
					.map((entry) -> check(entry, Objects.requireNonNull(known.getT1().get(entry.patientId())),
							known.getT2().get(entry.id())))
					.toList()));
	}

	private static DerivedRows.Check check(DecidedEntry entry, Coverage coverage,
			Fact.@Nullable Assessment assessment) {
		Decision now = Decision.about(entry.present(), entry.active(), coverage, assessment);
		return new DerivedRows.Check(entry.id(),
				entry.says(now) ? DerivedRows.Verdict.SAME : DerivedRows.Verdict.DIFFERENT);
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

}
