package io.medlinks.ai.interview;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.profile.Profiles;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
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
 * The patients' interviews. Each method takes the patient first and reaches nobody else's
 * interviews.
 */
@Component
public class Interviews {

	private static final String STARTED_AT = "startedAt";

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final QuestionTrees trees;

	private final InterviewerEngines engines;

	private final UrgencyRules rules;

	private final Profiles profiles;

	private final Clock clock;

	Interviews(ReactiveMongoTemplate mongo, Outbox outbox, QuestionTrees trees, InterviewerEngines engines,
			UrgencyRules rules, Profiles profiles, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.trees = trees;
		this.engines = engines;
		this.rules = rules;
		this.profiles = profiles;
		this.clock = clock;
	}

	/**
	 * Begins an interview. Where the opening words may be about an emergency, nothing is
	 * asked.
	 * @param patientId whose
	 * @param opening with what it begins
	 * @param key makes a repetition the same interview
	 * @return the interview; an error 400 or 422 otherwise
	 */
	public Mono<InterviewView> start(String patientId, Opening opening, IdempotencyKey key) {
		return Mono.defer(() -> {
			Instant now = this.clock.instant();
			opening.check(now);
			String fingerprint = IdempotencyKey.fingerprint(opening);
			return begun(patientId, key.aggregateId(), fingerprint).switchIfEmpty(Mono.defer(() -> profile(patientId)
				.flatMap((profile) -> advance(begin(patientId, opening, key, profile, fingerprint, now), profile))
				.flatMap(this.outbox::insert)
				.onErrorResume(DuplicateKeyException.class, (_) -> begun(patientId, key.aggregateId(), fingerprint)
					.switchIfEmpty(Mono.error(Problem::idempotencyKeyReused)))))
				.map(this::view);
		});
	}

	/** The interview that an earlier request with the same key has begun. */
	private Mono<Interview> begun(String patientId, String id, String fingerprint) {
		return this.mongo.findById(id, Interview.class).map((existing) -> {
			if (!existing.patientId().equals(patientId) || !existing.fingerprint().equals(fingerprint)) {
				throw Problem.idempotencyKeyReused();
			}
			return existing;
		});
	}

	private Interview begin(String patientId, Opening opening, IdempotencyKey key, Optional<PatientProfile> profile,
			String fingerprint, Instant now) {
		PatientFacts facts = profile.map((known) -> known.facts(now)).orElse(PatientFacts.UNKNOWN);
		return Interview.started(key.aggregateId(), patientId, this.trees.about(opening.text()).code(),
				QuestionTrees.language(opening.language()), opening, facts, fingerprint, now);
	}

	/**
	 * A page of interviews, the newest first.
	 * @param patientId whose
	 * @param states in which states; none for all
	 * @param request which page
	 */
	public Mono<Page<InterviewView>> interviews(String patientId, Collection<InterviewState> states,
			PageRequest request) {
		Criteria wanted = Criteria.where("patientId").is(patientId);
		if (!states.isEmpty()) {
			wanted = wanted.and("state").in(states);
		}
		Cursor cursor = request.cursor();
		if (cursor != null) {
			Instant startedAt = cursor.instant(0);
			wanted = wanted.and(STARTED_AT)
				.lte(startedAt)
				.orOperator(Criteria.where(STARTED_AT).lt(startedAt), Criteria.where("_id").lt(cursor.text(1)));
		}
		Query query = Query.query(wanted)
			.with(Sort.by(Sort.Direction.DESC, STARTED_AT, "_id"))
			.limit(request.limit() + 1);
		query.fields().exclude("outbox");
		return this.mongo.find(query, Interview.class)
			.collectList()
			.map((found) -> Page.of(found, request, (interview) -> Cursor.after(interview.startedAt(), interview.id()))
				.map(this::view));
	}

	/**
	 * An interview as it is now.
	 * @param patientId whose
	 * @param id the interview
	 * @return an error 404 where the patient has no such interview
	 */
	public Mono<InterviewView> interview(String patientId, String id) {
		return own(patientId, id).map(this::view);
	}

	/**
	 * Answers the question that waits, or one before it anew.
	 * @param patientId whose
	 * @param id the interview
	 * @param expected the version that the patient saw
	 * @param answer the answer
	 * @param key makes a repetition the same answer
	 * @return the interview with its next question, its text or its red flags; an error
	 * 400, 404, 409, 412, 422 or 428 otherwise
	 */
	public Mono<InterviewView> answer(String patientId, String id, ExpectedVersion expected, Answer answer,
			IdempotencyKey key) {
		return change(patientId, id, expected, AppliedKey.of(key, answer), (interview) -> {
			Interview next = interview.answered(answer, this.clock.instant());
			AnswerCheck.check(asked(interview, answer.questionId()), answer);
			return profile(patientId).flatMap((profile) -> advance(next, profile));
		}).map(this::view);
	}

	private Asking asked(Interview interview, String questionId) {
		Telling telling = new Telling(this.trees, interview);
		for (Asking question : telling.path()) {
			if (question.id().equals(questionId)) {
				return question;
			}
			if (telling.next().filter(question::equals).isPresent()) {
				break;
			}
		}
		throw Problem.conflict("question-not-asked", "This question is not asked now",
				"Read the interview again and answer the question that it asks.");
	}

	/**
	 * Sends what it came to.
	 * @param patientId whose
	 * @param id the interview
	 * @param expected the version that the patient saw
	 * @param text the text as the patient wants it
	 * @param key makes a repetition the same
	 * @return the interview, which names the diary entry; an error 400, 404, 409, 412,
	 * 422 or 428 otherwise
	 */
	public Mono<InterviewView> submit(String patientId, String id, ExpectedVersion expected, PatientText text,
			IdempotencyKey key) {
		return change(patientId, id, expected, AppliedKey.of(key, text), (interview) -> Mono.fromSupplier(
				() -> interview.submit(text, new Telling(this.trees, interview).symptoms(), this.clock.instant())))
			.map(this::view);
	}

	/**
	 * Gives an interview up; nothing of it reaches anybody.
	 * @param patientId whose
	 * @param id the interview
	 * @param expected the version that the patient saw
	 * @param key makes a repetition the same
	 * @return completes when done; an error 404, 409, 412 or 428 otherwise
	 */
	public Mono<Void> abandon(String patientId, String id, ExpectedVersion expected, IdempotencyKey key) {
		return change(patientId, id, expected, AppliedKey.of(key, "abandon"),
				(interview) -> Mono.fromSupplier(() -> interview.abandon(this.clock.instant())))
			.then();
	}

	/**
	 * The emergencies that were found while a diary entry was an interview; they count
	 * whatever the patient has made of the text.
	 * @param entryId the entry; none are found for one that was never an interview
	 */
	public Mono<List<FiredRule>> emergenciesOf(String entryId) {
		return this.mongo.findById(entryId, Interview.class).map(Interview::redFlags).defaultIfEmpty(List.of());
	}

	/** Goes on as far as it goes without the patient. */
	private Mono<Interview> advance(Interview interview, Optional<PatientProfile> profile) {
		Telling telling = new Telling(this.trees, interview);
		Urgency urgency = telling.urgency(this.rules);
		if (urgency.level() == UrgencyLevel.EMERGENCY) {
			return Mono.just(interview.ended(urgency.rules(), telling.draft(this.rules, TreeInterviewer.ENGINE)));
		}
		return telling.next()
			.map((question) -> ask(interview, telling, question, profile))
			.orElseGet(() -> tell(interview, telling, profile));
	}

	private Mono<Interview> ask(Interview interview, Telling telling, Asking question,
			Optional<PatientProfile> profile) {
		return this.engines
			.ask(new QuestionRequest(interview.language(), profile, telling.text(),
					question.in(interview.language(), this.trees)))
			.map((words) -> interview.asks(new Interview.Asked(question.id(), words.text().strip(), words.engine())));
	}

	private Mono<Interview> tell(Interview interview, Telling telling, Optional<PatientProfile> profile) {
		Draft own = telling.draft(this.rules, TreeInterviewer.ENGINE);
		return this.engines.tell(new TextRequest(interview.language(), profile, interview.opening(), own.text()))
			.map((words) -> interview.ready(isLess(telling, words.text(), own) ? own
					: new Draft(words.text(), words.engine(), own.level(), own.nextSteps())));
	}

	/** Other words must not make it less urgent when they are sent. */
	private boolean isLess(Telling telling, PatientText words, Draft own) {
		return own.level().isAbove(telling.urgency(this.rules, words).level());
	}

	private Mono<Interview> change(String patientId, String id, ExpectedVersion expected, AppliedKey applied,
			Function<Interview, Mono<Interview>> change) {
		return own(patientId, id).flatMap((interview) -> {
			if (applied.repeatedIn(interview.appliedKeys())) {
				return Mono.just(interview);
			}
			if (interview.version() != expected.required()) {
				return Mono.error(Problem.staleVersion());
			}
			return change.apply(interview)
				.flatMap((changed) -> write(interview, changed, applied))
				.switchIfEmpty(Mono.defer(() -> lostRace(patientId, id, applied)));
		});
	}

	private Mono<Interview> write(Interview before, Interview after, AppliedKey applied) {
		Query guard = Query.query(Criteria.where("_id")
			.is(before.id())
			.and("patientId")
			.is(before.patientId())
			.and("version")
			.is(before.version()));
		Update update = applied.markIn(new Update().set("version", after.version())
			.set("state", after.state())
			.set("answers", after.answers())
			.set("asked", after.asked())
			.set("redFlags", after.redFlags())
			.set("draft", after.draft())
			.set("submission", after.submission())
			.set("changedAt", after.changedAt()));
		OutboxEvent[] events = (after.state() == InterviewState.SUBMITTED)
				? new OutboxEvent[] {
						this.outbox.event(InterviewSubmitted.TYPE, after.patientId(), after.id(), after.published()) }
				: new OutboxEvent[0];
		return this.outbox.update(Interview.class, guard, update, events);
	}

	private Mono<Interview> lostRace(String patientId, String id, AppliedKey applied) {
		return own(patientId, id).filter((interview) -> applied.repeatedIn(interview.appliedKeys()))
			.switchIfEmpty(Mono.error(Problem::staleVersion));
	}

	private Mono<Interview> own(String patientId, String id) {
		return this.mongo.findById(id, Interview.class)
			.filter((interview) -> interview.patientId().equals(patientId))
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such interview.")));
	}

	private Mono<Optional<PatientProfile>> profile(String patientId) {
		return this.profiles.find(patientId).singleOptional();
	}

	private InterviewView view(Interview interview) {
		Telling telling = new Telling(this.trees, interview);
		Interview.Asked asked = interview.asked();
		Question question = (asked != null) ? telling.path()
			.stream()
			.filter((each) -> each.id().equals(asked.questionId()))
			.findFirst()
			.map((each) -> each.in(interview.language(), this.trees).worded(asked.text()))
			.orElse(null) : null;
		List<InterviewView.Answered> answered = telling.path()
			.stream()
			.flatMap((each) -> interview.answers()
				.stream()
				.filter((answer) -> answer.questionId().equals(each.id()))
				.map((answer) -> new InterviewView.Answered(each.in(interview.language(), this.trees), answer)))
			.toList();
		boolean sent = interview.state() == InterviewState.SUBMITTED;
		return new InterviewView(interview.id(), interview.version(), interview.state(), interview.complaint(),
				interview.language(), interview.opening(), interview.happenedAt(), question,
				(asked != null) ? asked.engine() : null, answered, telling.path().size(), interview.redFlags(),
				interview.draft(), sent ? interview.id() : null, interview.startedAt(), interview.changedAt());
	}

}
