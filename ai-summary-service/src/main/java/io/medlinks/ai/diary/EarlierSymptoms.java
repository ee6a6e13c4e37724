package io.medlinks.ai.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.SymptomReport;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The symptoms of an entry without its text.
 *
 * @param id the entry
 * @param happenedAt when it happened, with the offset it was given in
 * @param symptoms what the patient ticked
 */
@Document("diaryEntries")
public record EarlierSymptoms(@Id String id, OffsetDateTime happenedAt,
		List<ReportedSymptom> symptoms) implements SymptomReport {

	@Override
	public Instant at() {
		return this.happenedAt.toInstant();
	}

	@Override
	public String toString() {
		return "EarlierSymptoms[" + this.id + "]";
	}

}
