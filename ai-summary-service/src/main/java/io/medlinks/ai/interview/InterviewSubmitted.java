package io.medlinks.ai.interview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * A patient sent what an interview came to, in words of their own choice. It becomes a
 * diary entry under the interview's id.
 */
record InterviewSubmitted(String interviewId, String patientId, long version, Instant submittedAt, Content content) {

	static final Topic TOPIC = new Topic("medlinks.ai.interview");

	static final EventType TYPE = new EventType("medlinks.ai.interview-submitted.v1", TOPIC);

	@Override
	public String toString() {
		return "InterviewSubmitted[" + this.interviewId + " v" + this.version + "]";
	}

	record Content(PatientText text, OffsetDateTime happenedAt, List<Symptom> symptoms, String complaint,
			String language) {

	}

	record Symptom(String code, @Nullable Integer severity) {

		static Symptom of(ReportedSymptom symptom) {
			return new Symptom(symptom.code(), symptom.severity());
		}

	}

}
