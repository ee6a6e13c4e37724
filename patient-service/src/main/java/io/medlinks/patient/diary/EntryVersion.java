package io.medlinks.patient.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was from one change to the next; never altered.
 *
 * @param version counts from 1
 * @param status whether the patient stood by it
 * @param text the patient's words
 * @param happenedAt when it was, in the patient's wall time
 * @param symptoms what the patient picked
 * @param reason why it was changed; null where the patient gave none
 * @param author who wrote this version
 * @param at when it was received
 */
public record EntryVersion(long version, EntryStatus status, PatientText text, OffsetDateTime happenedAt,
		List<Symptom> symptoms, @Nullable PatientText reason, String author, Instant at) {

	static final String BY_PATIENT = "patient";

	static EntryVersion first(EntryContent content, Instant at) {
		return new EntryVersion(1, EntryStatus.ACTIVE, content.text(), content.happenedAt(), content.symptoms(), null,
				BY_PATIENT, at);
	}

	EntryVersion amended(EntryContent content, @Nullable PatientText reason, Instant at) {
		return new EntryVersion(this.version + 1, EntryStatus.ACTIVE, content.text(), content.happenedAt(),
				content.symptoms(), reason, BY_PATIENT, at);
	}

	EntryVersion withdrawn(@Nullable PatientText reason, Instant at) {
		return new EntryVersion(this.version + 1, EntryStatus.WITHDRAWN, this.text, this.happenedAt, this.symptoms,
				reason, BY_PATIENT, at);
	}

}
