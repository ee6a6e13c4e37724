package io.medlinks.notes.note;

import java.util.List;

import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something that a patient wants to remember.
 *
 * @param id the note's id
 * @param patientId whose it is
 * @param version from 1
 * @param text the words
 * @param fingerprint of the request that created it
 * @param appliedKeys the updates it has seen
 */
@Document("notes")
public record Note(@Id String id, @Indexed String patientId, long version, PatientText text, String fingerprint,
		@Nullable List<AppliedKey> appliedKeys) {

	List<AppliedKey> ring() {
		return (this.appliedKeys != null) ? this.appliedKeys : List.of();
	}

	/** What is published of it. */
	NoteState state() {
		return new NoteState(this.id, this.patientId, this.version, new NoteState.Content(this.text));
	}

	/**
	 * A note's full state.
	 *
	 * @param noteId the note's id
	 * @param patientId whose it is
	 * @param version from 1
	 * @param content what is clinical
	 */
	public record NoteState(String noteId, String patientId, long version, Content content) {

		/**
		 * What is clinical.
		 *
		 * @param text the words
		 */
		public record Content(PatientText text) {

		}

	}

}
