package io.medlinks.patient.diary;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the patient stands by an entry.
 */
public enum EntryStatus {

	/** It counts. */
	@JsonProperty("active")
	ACTIVE,

	/** The patient took it back; it stays readable. */
	@JsonProperty("withdrawn")
	WITHDRAWN

}
