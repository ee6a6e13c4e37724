package io.medlinks.ai.summary;

import java.time.Instant;
import java.util.List;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A patient's one summary as it stands.
 *
 * @param id the patient
 * @param version rises with each writing
 * @param engine which engine wrote it
 * @param writtenAt when
 * @param sentences what it says
 * @param basis the entry versions that were read
 */
@Document("summaries")
record PatientSummary(@Id String id, long version, String engine, Instant writtenAt, List<SummarySentence> sentences,
		List<Evidence> basis) {

	SummaryWritten published() {
		return new SummaryWritten(this.id, this.id, this.version, this.engine, this.writtenAt,
				new SummaryWritten.Content(this.sentences));
	}

	@Override
	public String toString() {
		return "PatientSummary[" + this.id + " v" + this.version + "]";
	}

}
