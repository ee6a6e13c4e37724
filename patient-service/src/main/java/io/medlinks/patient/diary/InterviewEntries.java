package io.medlinks.patient.diary;

import java.time.Instant;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The interviews that were sent, each of which becomes one entry of the diary.
 */
@Component
public class InterviewEntries {

	/** It is known that an interview was sent; its entry is not written yet. */
	private static final CrashPoint KEPT = new CrashPoint("interview.kept");

	private final Projection<SubmittedInterview> interviews;

	private final Diary diary;

	InterviewEntries(Projections projections, Diary diary) {
		this.interviews = projections.of("interviews", new Topic("medlinks.ai.interview"), SubmittedInterview.class);
		this.diary = diary;
	}

	/**
	 * Takes over that an interview was sent. The entry is made again where it is missing,
	 * because a crash may have come between the two.
	 * @param patientId whose
	 * @param interviewId the interview
	 * @param version its version
	 * @param submittedAt when it was sent
	 * @param content what the patient sent
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> submitted(String patientId, String interviewId, long version, Instant submittedAt,
			EntryContent content, String bodyHash) {
		Update state = new Update().set("patientId", patientId).set("submittedAt", submittedAt);
		return KEPT.passed(this.interviews.apply(interviewId, version, bodyHash, state))
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.diary.logInterview(patientId, interviewId, content));
	}

}
