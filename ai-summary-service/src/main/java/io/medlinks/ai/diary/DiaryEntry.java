package io.medlinks.ai.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.platform.text.PatientText;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The newest published version of an entry.
 *
 * @param id the entry
 * @param version its version
 * @param patientId whose it is
 * @param status whether it counts
 * @param receivedAt when its first version was received
 * @param text the patient's words
 * @param happenedAt when it happened, with the offset it was given in
 * @param symptoms what the patient ticked
 */
@Document("diaryEntries")
@CompoundIndex(name = "patient_happened", def = "{'patientId': 1, 'status': 1, 'happenedAt.at': -1}")
public record DiaryEntry(@Id String id, long version, String patientId, EntryStatus status, Instant receivedAt,
		PatientText text, OffsetDateTime happenedAt, List<ReportedSymptom> symptoms) {

	/** Whether it counts. */
	public boolean isActive() {
		return this.status == EntryStatus.ACTIVE;
	}

	/** The entry as the urgency rules read it. */
	public RatedEntry rated() {
		return new RatedEntry(this.text, this.happenedAt.toInstant(), this.symptoms);
	}

	@Override
	public String toString() {
		return "DiaryEntry[" + this.id + " v" + this.version + "]";
	}

}
