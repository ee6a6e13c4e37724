package io.medlinks.ai.interview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * An interview as its patient sees it.
 *
 * @param id the interview
 * @param version its version
 * @param state how far it is
 * @param complaint the complaint that it is about
 * @param language the language in which it is held
 * @param opening the patient's opening words
 * @param happenedAt when it began, in the patient's wall time
 * @param question the question that waits for its answer; null for none
 * @param engine which engine chose the question's words; null for none
 * @param answered what was answered, in the order of the questions
 * @param questions how many questions there are as things stand
 * @param redFlags the rules about emergencies that ended it
 * @param draft what it came to; null before that
 * @param entryId the diary entry that it has become; null before it was sent
 * @param startedAt when it was begun
 * @param changedAt when it was changed
 */
public record InterviewView(String id, long version, InterviewState state, String complaint, String language,
		PatientText opening, OffsetDateTime happenedAt, @Nullable Question question, @Nullable String engine,
		List<Answered> answered, int questions, List<FiredRule> redFlags, @Nullable Draft draft,
		@Nullable String entryId, Instant startedAt, Instant changedAt) {

	@Override
	public String toString() {
		return "InterviewView[" + this.id + " v" + this.version + "]";
	}

	/**
	 * A question with its answer.
	 *
	 * @param question the question in the words of its tree
	 * @param answer the answer
	 */
	public record Answered(Question question, Answer answer) {

	}

}
