package io.medlinks.patient.diary.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.patient.diary.EntryContent;
import io.medlinks.patient.diary.InterviewEntries;
import io.medlinks.patient.diary.Symptom;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.text.PatientText;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to the interviews that patients send.
 */
@Configuration(proxyBeanMethods = false)
class InterviewEventListener {

	@Bean
	EventSubscription interviewSubscription(InterviewEntries entries) {
		return EventSubscription.named("interview")
			.topic(new Topic("medlinks.ai.interview"))
			.on("medlinks.ai.interview-submitted.v1", InterviewSubmitted.class,
					(fact, metadata) -> entries.submitted(fact.patientId(), fact.interviewId(), fact.version(),
							fact.submittedAt(), fact.content().entry(), metadata.bodyHash()))
			.build();
	}

	record InterviewSubmitted(String interviewId, String patientId, long version, Instant submittedAt,
			Content content) {

		@Override
		public String toString() {
			return "InterviewSubmitted[" + this.interviewId + " v" + this.version + "]";
		}

		record Content(PatientText text, OffsetDateTime happenedAt, List<Symptom> symptoms) {

			EntryContent entry() {
				return new EntryContent(this.text, this.happenedAt, this.symptoms);
			}

		}

	}

}
