package io.medlinks.notes.copy;

import io.medlinks.platform.text.PatientText;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a note.
 *
 * @param id the note's id
 * @param version the last version taken over
 * @param text the words
 */
@Document("noteCopies")
public record NoteCopy(@Id String id, long version, PatientText text) {

}
