package io.medlinks.patient.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What the diary tells the other services.
 */
final class DiaryEvents {

	static final Topic TOPIC = new Topic("medlinks.patient.diary");

	static final EventType LOGGED = new EventType("medlinks.patient.diary-entry-logged.v1", TOPIC);

	static final EventType AMENDED = new EventType("medlinks.patient.diary-entry-amended.v1", TOPIC);

	static final EventType WITHDRAWN = new EventType("medlinks.patient.diary-entry-withdrawn.v1", TOPIC);

	private DiaryEvents() {
	}

	static PublishedState state(DiaryEntry entry) {
		return PublishedState.of(entry.id(), entry.version(), type(entry), entry.patientId(), published(entry));
	}

	private static EventType type(DiaryEntry entry) {
		if (entry.current().status() == EntryStatus.WITHDRAWN) {
			return WITHDRAWN;
		}
		return (entry.version() == 1) ? LOGGED : AMENDED;
	}

	static DiaryEntryPublished published(DiaryEntry entry) {
		EntryVersion current = entry.current();
		return new DiaryEntryPublished(entry.id(), entry.patientId(), entry.version(), current.status(),
				entry.receivedAt(), new DiaryEntryPublished.Content(current.text(), current.happenedAt(),
						current.symptoms(), current.reason(), current.author()));
	}

	/**
	 * An entry's full state as the other services get it.
	 */
	record DiaryEntryPublished(String entryId, String patientId, long version, EntryStatus status, Instant receivedAt,
			Content content) {

		record Content(PatientText text, OffsetDateTime happenedAt, List<Symptom> symptoms,
				@Nullable PatientText reason, String author) {

		}

	}

}
