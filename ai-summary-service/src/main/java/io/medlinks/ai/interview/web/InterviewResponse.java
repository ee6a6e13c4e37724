package io.medlinks.ai.interview.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.interview.Draft;
import io.medlinks.ai.interview.InterviewState;
import io.medlinks.ai.interview.InterviewView;
import io.medlinks.ai.interview.Question;
import io.medlinks.ai.interview.QuestionKind;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An interview: the question that waits, what was answered, and what it came to.
 *
 * @param id the interview
 * @param version the current version, also its entity tag
 * @param state how far it is
 * @param complaint the complaint that it is about
 * @param language the language in which it is held
 * @param opening the patient's opening words
 * @param happenedAt when it began, in the patient's wall time
 * @param question the question that waits for its answer; null for none
 * @param engine which engine chose the question's words; null for none
 * @param answered what was answered, in the order of the questions
 * @param questions how many questions there are as things stand
 * @param redFlags what may be an emergency, and what to do now; empty for nothing
 * @param draft what it came to; null before that
 * @param entryId the diary entry that it has become; null before it was sent
 * @param startedAt when it was begun
 * @param changedAt when it was changed
 */
record InterviewResponse(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) long version,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) InterviewState state,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String complaint,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String language,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String opening,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) OffsetDateTime happenedAt,
		@Nullable AskedQuestion question, @Nullable String engine,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<AnsweredQuestion> answered,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) int questions,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<RedFlag> redFlags, @Nullable DraftText draft,
		@Nullable String entryId, @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant startedAt,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant changedAt) {

	static InterviewResponse of(InterviewView interview) {
		return new InterviewResponse(interview.id(), interview.version(), interview.state(), interview.complaint(),
				interview.language(), interview.opening().value(), interview.happenedAt(),
				(interview.question() != null) ? AskedQuestion.of(interview.question()) : null, interview.engine(),
				interview.answered().stream().map(AnsweredQuestion::of).toList(), interview.questions(),
				interview.redFlags().stream().map(RedFlag::of).toList(),
				(interview.draft() != null) ? DraftText.of(interview.draft()) : null, interview.entryId(),
				interview.startedAt(), interview.changedAt());
	}

	@Override
	public String toString() {
		return "InterviewResponse[" + this.id + " v" + this.version + "]";
	}

	/**
	 * A question as it is put.
	 *
	 * @param id the question
	 * @param kind how it is answered
	 * @param text its words
	 * @param options what can be chosen; empty where nothing is
	 * @param low what 0 stands for; null unless it is answered by a number
	 * @param high what 10 stands for; null unless it is answered by a number
	 */
	record AskedQuestion(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) QuestionKind kind,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<AnswerOption> options, @Nullable String low,
			@Nullable String high) {

		static AskedQuestion of(Question question) {
			return new AskedQuestion(question.id(), question.kind(), question.text(),
					question.options().stream().map((option) -> new AnswerOption(option.id(), option.text())).toList(),
					question.low(), question.high());
		}

	}

	/**
	 * What can be chosen.
	 *
	 * @param id what an answer names
	 * @param text its words
	 */
	record AnswerOption(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text) {

	}

	/**
	 * A question with its answer.
	 *
	 * @param question the question
	 * @param skipped whether it was left open
	 * @param text the patient's words; null for none
	 * @param choices the options that were chosen
	 * @param number 0 to 10; null for none
	 */
	record AnsweredQuestion(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) AskedQuestion question,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean skipped, @Nullable String text,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> choices, @Nullable Integer number) {

		static AnsweredQuestion of(InterviewView.Answered answered) {
			return new AnsweredQuestion(AskedQuestion.of(answered.question()), answered.answer().skipped(),
					(answered.answer().text() != null) ? answered.answer().text().value() : null,
					answered.answer().choices(), answered.answer().number());
		}

		@Override
		public String toString() {
			return "AnsweredQuestion[" + this.question.id() + "]";
		}

	}

	/**
	 * What may be an emergency.
	 *
	 * @param id the rule
	 * @param title what was found, in plain words
	 * @param source the guidance that the rule rests on
	 * @param advice what to do now, in plain words
	 */
	record RedFlag(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String title,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String source,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String advice) {

		static RedFlag of(FiredRule rule) {
			return new RedFlag(rule.id(), rule.title(), rule.source(), rule.advice());
		}

	}

	/**
	 * What the interview came to.
	 *
	 * @param text what can be changed and sent
	 * @param engine which engine wrote it
	 * @param level how urgent it is by the urgency rules
	 * @param nextSteps what happens next, and when to ask for help sooner
	 */
	record DraftText(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String engine,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) UrgencyLevel level,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> nextSteps) {

		static DraftText of(Draft draft) {
			return new DraftText(draft.text().value(), draft.engine(), draft.level(), draft.nextSteps());
		}

		@Override
		public String toString() {
			return "DraftText[" + this.engine + "]";
		}

	}

}
