package io.medlinks.ai.assessment.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.assessment.Assessments;
import io.medlinks.ai.diary.Diaries;
import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.diary.EntryStatus;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.work.WorkQueue;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projections;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to the diary: assesses at once, and leaves the summary to the queue.
 */
@Configuration(proxyBeanMethods = false)
class DiaryEventListener {

	private final Diaries diaries;

	private final Assessments assessments;

	private final WorkQueue work;

	DiaryEventListener(Diaries diaries, Assessments assessments, WorkQueue work) {
		this.diaries = diaries;
		this.assessments = assessments;
		this.work = work;
	}

	@Bean
	EventSubscription diarySubscription() {
		return EventSubscription.named("diary")
			.topic(new Topic("medlinks.patient.diary"))
			.on("medlinks.patient.diary-entry-logged.v1", DiaryEntryFact.class,
					(fact, metadata) -> on(fact, metadata.bodyHash()))
			.on("medlinks.patient.diary-entry-amended.v1", DiaryEntryFact.class,
					(fact, metadata) -> on(fact, metadata.bodyHash()))
			.on("medlinks.patient.diary-entry-withdrawn.v1", DiaryEntryFact.class,
					(fact, metadata) -> on(fact, metadata.bodyHash()))
			.build();
	}

	private Mono<Void> on(DiaryEntryFact fact, String bodyHash) {
		DiaryEntry entry = fact.entry();
		return this.diaries.apply(entry, bodyHash)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.assessments.assess(entry).then(this.work.request(entry.patientId())));
	}

	record DiaryEntryFact(String entryId, String patientId, long version, EntryStatus status, Instant receivedAt,
			Content content) {

		DiaryEntry entry() {
			return new DiaryEntry(this.entryId, this.version, this.patientId, this.status, this.receivedAt,
					this.content.text(), this.content.happenedAt(), this.content.symptoms());
		}

		@Override
		public String toString() {
			return "DiaryEntryFact[" + this.entryId + " v" + this.version + "]";
		}

		record Content(PatientText text, OffsetDateTime happenedAt, List<ReportedSymptom> symptoms) {

		}

	}

}
