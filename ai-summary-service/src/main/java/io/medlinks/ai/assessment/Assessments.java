package io.medlinks.ai.assessment;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.medlinks.ai.diary.Diaries;
import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.diary.EarlierSymptoms;
import io.medlinks.ai.interview.Interviews;
import io.medlinks.ai.profile.Profiles;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.Outbox;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Assesses entries. What comes out depends on the rules, the entry, the entries around
 * it, the emergencies that were found when it was an interview, and the patient's age and
 * sex only, so it is done again whenever one of them becomes known, in whatever order
 * they arrive.
 */
@Component
public class Assessments {

	/** How far back the rules look: the longest {@code withinHours} of the rule file. */
	private static final Duration HORIZON = Duration.ofDays(10);

	private static final int NEWEST = 50;

	private static final int ATTEMPTS = 5;

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final UrgencyRules rules;

	private final Diaries diaries;

	private final Profiles profiles;

	private final Interviews interviews;

	private final Clock clock;

	Assessments(ReactiveMongoTemplate mongo, Outbox outbox, UrgencyRules rules, Diaries diaries, Profiles profiles,
			Interviews interviews, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.rules = rules;
		this.diaries = diaries;
		this.profiles = profiles;
		this.interviews = interviews;
		this.clock = clock;
	}

	/**
	 * Assesses an entry, and again those after it, whose past it has changed.
	 * @param entry an entry that was just taken over
	 */
	public Mono<Void> assess(DiaryEntry entry) {
		return assessOne(entry).thenMany(this.diaries.after(entry, HORIZON)).concatMap(this::assessOne).then();
	}

	/**
	 * Assesses a patient's newest entries again.
	 * @param patientId a patient of whom more is known now
	 */
	public Mono<Void> reassess(String patientId) {
		return this.diaries.newest(patientId, NEWEST).concatMap(this::assessOne).then();
	}

	/**
	 * What there is already is read first: whoever has assessed the entry meanwhile knew
	 * more, and then all is read again.
	 */
	private Mono<Void> assessOne(DiaryEntry entry) {
		if (!entry.isActive()) {
			return Mono.empty();
		}
		return Mono.defer(() -> this.mongo.findById(entry.id(), EntryAssessment.class).singleOptional())
			.flatMap((before) -> urgency(entry).flatMap(
					(urgency) -> before.isPresent() ? change(entry, urgency, before.get()) : insert(entry, urgency)))
			.retryWhen(Retry.max(ATTEMPTS)
				.filter((failure) -> failure instanceof DuplicateKeyException
						|| failure instanceof OptimisticLockingFailureException));
	}

	private Mono<Urgency> urgency(DiaryEntry entry) {
		Mono<PatientFacts> facts = this.profiles.find(entry.patientId())
			.map((profile) -> profile.facts(entry.happenedAt().toInstant()))
			.defaultIfEmpty(PatientFacts.UNKNOWN);
		Mono<List<EarlierSymptoms>> history = UrgencyRules.looksBack(entry.symptoms())
				? this.diaries.before(entry, HORIZON).collectList() : Mono.just(List.of());
		return Mono.zip(facts, history, this.interviews.emergenciesOf(entry.id()))
			.map((known) -> this.rules.assess(entry.rated(), known.getT2(), known.getT1())
				.withEmergencies(known.getT3()));
	}

	private Mono<Void> insert(DiaryEntry entry, Urgency urgency) {
		EntryAssessment first = EntryAssessment.first(entry, urgency, this.rules.ruleset(), this.clock.instant());
		return this.outbox
			.insert(first, this.outbox.event(EntryAssessed.TYPE, first.patientId(), first.id(), first.published()))
			.then();
	}

	private Mono<Void> change(DiaryEntry entry, Urgency urgency, EntryAssessment before) {
		@Nullable EntryAssessment next = before.followedBy(entry, urgency, this.rules.ruleset(), this.clock.instant());
		if (next == null) {
			return Mono.empty();
		}
		Query unchanged = Query.query(Criteria.where("_id").is(before.id()).and("version").is(before.version()));
		Update update = new Update().set("version", next.version())
			.set("entryVersion", next.entryVersion())
			.set("level", next.level())
			.set("rules", next.rules())
			.set("ruleset", next.ruleset())
			.set("assessedAt", next.assessedAt());
		return this.outbox
			.update(EntryAssessment.class, unchanged, update,
					this.outbox.event(EntryAssessed.TYPE, next.patientId(), next.id(), next.published()))
			.switchIfEmpty(Mono.error(() -> new OptimisticLockingFailureException("Somebody else assessed it")))
			.then();
	}

}
