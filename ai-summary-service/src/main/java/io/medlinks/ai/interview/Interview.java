package io.medlinks.ai.interview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An interview of one patient, from the opening words to what was sent. Any instance can
 * go on with it, because nothing is known elsewhere.
 *
 * @param id the interview, and the diary entry that it becomes
 * @param patientId whose it is
 * @param version rises with each change
 * @param state how far it is
 * @param complaint the complaint that it is about, as in the question trees
 * @param language the language in which it is held
 * @param opening the patient's opening words
 * @param happenedAt when it began, in the patient's wall time
 * @param facts what was known of the patient when it began
 * @param answers what was answered, one answer per question
 * @param asked the question that waits for its answer, as it was put; null for none
 * @param redFlags the rules about emergencies that ended it; empty for none
 * @param draft what it came to; null before that
 * @param submission what was sent; null before that
 * @param startedAt when it was begun
 * @param changedAt when it was changed
 * @param fingerprint tells a repetition of the first request from another one
 * @param appliedKeys the changes seen lately
 */
@Document("interviews")
@CompoundIndex(name = "patient_started", def = "{'patientId': 1, 'startedAt': -1, '_id': -1}")
record Interview(@Id String id, String patientId, long version, InterviewState state, String complaint, String language,
		PatientText opening, OffsetDateTime happenedAt, PatientFacts facts, List<Answer> answers, @Nullable Asked asked,
		List<FiredRule> redFlags, @Nullable Draft draft, @Nullable Submission submission, Instant startedAt,
		Instant changedAt, String fingerprint, List<AppliedKey> appliedKeys) {

	Interview(String id, String patientId, long version, InterviewState state, String complaint, String language,
			PatientText opening, OffsetDateTime happenedAt, PatientFacts facts, @Nullable List<Answer> answers,
			@Nullable Asked asked, @Nullable List<FiredRule> redFlags, @Nullable Draft draft,
			@Nullable Submission submission, Instant startedAt, Instant changedAt, String fingerprint,
			@Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.patientId = patientId;
		this.version = version;
		this.state = state;
		this.complaint = complaint;
		this.language = language;
		this.opening = opening;
		this.happenedAt = happenedAt;
		this.facts = facts;
		this.answers = (answers != null) ? List.copyOf(answers) : List.of();
		this.asked = asked;
		this.redFlags = (redFlags != null) ? List.copyOf(redFlags) : List.of();
		this.draft = draft;
		this.submission = submission;
		this.startedAt = startedAt;
		this.changedAt = changedAt;
		this.fingerprint = fingerprint;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static Interview started(String id, String patientId, String complaint, String language, Opening opening,
			PatientFacts facts, String fingerprint, Instant at) {
		return new Interview(id, patientId, 1, InterviewState.IN_PROGRESS, complaint, language, opening.text(),
				opening.happenedAt(), facts, List.of(), null, List.of(), null, null, at, at, fingerprint, List.of());
	}

	/**
	 * With another answer, which takes the place of an earlier one to the same question.
	 */
	Interview answered(Answer answer, Instant at) {
		if (!this.state.isOpen()) {
			throw ended();
		}
		List<Answer> next = new ArrayList<>(this.answers);
		next.removeIf((earlier) -> earlier.questionId().equals(answer.questionId()));
		next.add(answer);
		return changed(this.version + 1, this.state, next, null, this.redFlags, null, null, at);
	}

	/** Waits for an answer to this question. */
	Interview asks(Asked next) {
		return changed(this.version, InterviewState.IN_PROGRESS, this.answers, next, this.redFlags, null, null,
				this.changedAt);
	}

	/** All was asked. */
	Interview ready(Draft text) {
		return changed(this.version, InterviewState.READY, this.answers, null, this.redFlags, text, null,
				this.changedAt);
	}

	/** Nothing more is asked, because this may be an emergency. */
	Interview ended(List<FiredRule> flags, Draft text) {
		return changed(this.version, InterviewState.RED_FLAG, this.answers, null, flags, text, null, this.changedAt);
	}

	/** Sent in the patient's words. */
	Interview submit(PatientText text, List<ReportedSymptom> symptoms, Instant at) {
		if (this.state == InterviewState.IN_PROGRESS) {
			throw Problem.conflict("interview-not-ready", "There are questions left",
					"Answer the questions that are left, or skip them; then look at the text and send it.");
		}
		if (!this.state.canBeSubmitted()) {
			throw ended();
		}
		return changed(this.version + 1, InterviewState.SUBMITTED, this.answers, null, this.redFlags, this.draft,
				new Submission(text, symptoms, at), at);
	}

	/** Given up; it stays readable. */
	Interview abandon(Instant at) {
		if (this.state == InterviewState.SUBMITTED || this.state == InterviewState.ABANDONED) {
			throw ended();
		}
		return changed(this.version + 1, InterviewState.ABANDONED, this.answers, null, this.redFlags, this.draft, null,
				at);
	}

	private Problem ended() {
		return switch (this.state) {
			case SUBMITTED -> Problem.conflict("interview-submitted", "This interview was sent",
					"It is an entry of the diary now. Change the entry there, or begin a new interview.");
			case RED_FLAG -> Problem.conflict("interview-ended", "This interview has ended",
					"What you said may be an emergency, so nothing more is asked. Do what the screen says, or send what you said so far.");
			default ->
				Problem.conflict("interview-ended", "This interview has ended", "It was given up. Begin a new one.");
		};
	}

	private Interview changed(long nextVersion, InterviewState nextState, List<Answer> nextAnswers,
			@Nullable Asked nextAsked, List<FiredRule> flags, @Nullable Draft text, @Nullable Submission sent,
			Instant at) {
		return new Interview(this.id, this.patientId, nextVersion, nextState, this.complaint, this.language,
				this.opening, this.happenedAt, this.facts, nextAnswers, nextAsked, flags, text, sent, this.startedAt,
				at, this.fingerprint, this.appliedKeys);
	}

	/**
	 * The state as it is published; only what was sent is.
	 */
	InterviewSubmitted published() {
		Submission sent = this.submission;
		if (sent == null) {
			throw new IllegalStateException("Nothing was sent");
		}
		return new InterviewSubmitted(this.id, this.patientId, this.version, sent.at(),
				new InterviewSubmitted.Content(sent.text(), this.happenedAt,
						sent.symptoms().stream().map(InterviewSubmitted.Symptom::of).toList(), this.complaint,
						this.language));
	}

	@Override
	public String toString() {
		return "Interview[" + this.id + " v" + this.version + "]";
	}

	/**
	 * A question as it was put.
	 *
	 * @param questionId the question
	 * @param text its words
	 * @param engine which engine chose the words
	 */
	record Asked(String questionId, String text, String engine) {

	}

	/**
	 * What was sent.
	 *
	 * @param text the patient's words
	 * @param symptoms what was found out about symptoms, 0 for those that are not there
	 * @param at when
	 */
	record Submission(PatientText text, List<ReportedSymptom> symptoms, Instant at) {

		Submission {
			symptoms = List.copyOf(symptoms);
		}

		@Override
		public String toString() {
			return "Submission[]";
		}

	}

}
