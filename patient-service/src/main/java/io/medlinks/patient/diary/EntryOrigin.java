package io.medlinks.patient.diary;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How an entry came to the diary.
 */
public enum EntryOrigin {

	/** The patient wrote it there. */
	@JsonProperty("diary")
	DIARY,

	/** The patient was asked, and sent what the interview came to. */
	@JsonProperty("interview")
	INTERVIEW

}
