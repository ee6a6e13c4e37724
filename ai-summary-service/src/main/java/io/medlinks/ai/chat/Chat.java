package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.medlinks.ai.profile.Profiles;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The patients' conversations with MedLinks about their own symptoms. Each method takes
 * the patient first and reaches nobody else's.
 */
@Component
public class Chat {

	/** How many characters a question may have. */
	public static final int LONGEST_QUESTION = 1_000;

	/** The question is kept; nobody has been asked to answer it. */
	private static final CrashPoint KEPT = new CrashPoint("chat.kept");

	private static final int BEFORE = 3;

	private final ChatThreads threads;

	private final Turns turns;

	private final RedFlags redFlags;

	private final Allowances allowances;

	private final Profiles profiles;

	private final Clock clock;

	Chat(ChatThreads threads, Turns turns, RedFlags redFlags, Allowances allowances, Profiles profiles, Clock clock) {
		this.threads = threads;
		this.turns = turns;
		this.redFlags = redFlags;
		this.allowances = allowances;
		this.profiles = profiles;
		this.clock = clock;
	}

	/**
	 * Begins a conversation.
	 * @param patientId whose
	 * @param key makes a repetition the same conversation
	 * @return an error 429 where too many were begun
	 */
	public Mono<ChatThread> begin(String patientId, IdempotencyKey key) {
		return this.threads.begunBefore(key)
			.switchIfEmpty(Mono.defer(() -> allowed("thread", patientId, "conversations")
				.then(Mono.defer(() -> this.threads.begin(patientId, key)))))
			.onErrorResume(Problem.class,
					(refusal) -> this.threads.begunBefore(key).switchIfEmpty(Mono.error(refusal)));
	}

	/**
	 * A page of conversations, the one that was asked last first.
	 * @param patientId whose
	 * @param page which page
	 */
	public Mono<Page<ChatThread>> threads(String patientId, PageRequest page) {
		return this.threads.page(patientId, page);
	}

	/**
	 * A page of questions and answers, the newest first.
	 * @param patientId whose
	 * @param threadId the conversation
	 * @param page which page
	 * @return an error 404 where it is none of theirs
	 */
	public Mono<Page<Turn>> turns(String patientId, String threadId, PageRequest page) {
		return this.threads.own(patientId, threadId).flatMap((thread) -> this.turns.page(thread.id(), page));
	}

	/**
	 * Asks. What is an emergency is answered at once, whatever the limits and whatever is
	 * under way; everything else is answered in the background, whether or not anybody
	 * listens.
	 * @param patientId who asks
	 * @param threadId the conversation
	 * @param language in which to answer
	 * @param text the patient's words
	 * @param key makes a repetition the same question
	 * @return the question; an error 404, 409 where an answer is under way, 422 or 429
	 */
	public Mono<Turn> ask(String patientId, String threadId, ChatLanguage language, PatientText text,
			IdempotencyKey key) {
		return this.threads.own(patientId, threadId)
			.flatMap((thread) -> asked(thread,
					Turn.asked(key.aggregateId(), thread, language, text,
							IdempotencyKey.fingerprint(new Question(threadId, language, text)),
							this.clock.instant().truncatedTo(ChronoUnit.MILLIS))))
			.flatMap((turn) -> this.threads.asked(turn).thenReturn(turn));
	}

	private Mono<Turn> asked(ChatThread thread, Turn turn) {
		return askedBefore(turn).switchIfEmpty(Mono.defer(() -> keep(thread, turn)));
	}

	private Mono<Turn> askedBefore(Turn turn) {
		return this.turns.find(turn.id()).flatMap((existing) -> repeated(existing, turn));
	}

	private static Mono<Turn> repeated(Turn existing, Turn turn) {
		return (existing.patientId().equals(turn.patientId()) && existing.fingerprint().equals(turn.fingerprint()))
				? Mono.just(existing) : Mono.error(Problem.idempotencyKeyReused());
	}

	private Mono<Turn> keep(ChatThread thread, Turn turn) {
		return Mono
			.zip(this.turns.newest(thread.id(), BEFORE).collectList(),
					this.profiles.find(thread.patientId()).singleOptional())
			.map((known) -> this.redFlags.in(turn.question(), known.getT1(), known.getT2(), turn.askedAt()))
			.flatMap((danger) -> danger.isEmpty() ? wait(thread, turn) : warn(turn, danger));
	}

	private Mono<Turn> warn(Turn turn, List<FiredRule> danger) {
		Turn answered = turn.answeredAtOnce(danger, this.redFlags.whatToDo(turn.language(), danger));
		return this.turns.insert(answered).onErrorResume(DuplicateKeyException.class, (_) -> askedBefore(turn));
	}

	/**
	 * What refuses a question may be the same question, which came through in between.
	 */
	private Mono<Turn> wait(ChatThread thread, Turn turn) {
		return this.turns.underWay(thread.id())
			.flatMap((_) -> Mono.<Turn>error(underWay()))
			.switchIfEmpty(Mono.defer(() -> allowed("question", thread.patientId(), "questions")
				.then(Mono.defer(() -> KEPT.passed(this.turns.insert(turn)).doOnNext((_) -> this.turns.wakeUp())))))
			.onErrorMap(DuplicateKeyException.class, (_) -> underWay())
			.onErrorResume(Problem.class, (refusal) -> askedBefore(turn).switchIfEmpty(Mono.error(refusal)));
	}

	private Mono<Void> allowed(String what, String patientId, String inWords) {
		return this.allowances.take(what, patientId)
			.filter((wait) -> wait > 0)
			.flatMap((wait) -> Mono.error(Problem
				.of(429, "too-many-requests", "Too many at once",
						"You have sent many " + inWords + ". Wait a little and send it again; your words are kept. In "
								+ "an emergency call for help now.")
				.with("retryAfterSeconds", wait)));
	}

	private static Problem underWay() {
		return Problem.conflict("answer-under-way", "An answer is under way",
				"Your last question is still being answered. Wait until it is done, or stop it, and ask again.");
	}

	/**
	 * A question each time there may be more of its answer, until that is finished.
	 * @param turn the question
	 */
	public Flux<Turn> watch(Turn turn) {
		return turn.isFinished() ? Flux.just(turn) : this.turns.watch(turn.id());
	}

	/**
	 * Ends an answer that is under way; what was said stays.
	 * @param patientId whose
	 * @param threadId the conversation
	 * @param turnId the question
	 * @return an error 404 where it is none of theirs
	 */
	public Mono<Void> stop(String patientId, String threadId, String turnId) {
		return this.threads.own(patientId, threadId)
			.flatMap((thread) -> this.turns.find(thread.id(), turnId))
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such question in this conversation.")))
			.flatMap(this.turns::stop);
	}

	private record Question(String threadId, ChatLanguage language, PatientText text) {

	}

}
