package io.medlinks.notes.letter;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a letter.
 *
 * @param id the letter's id
 * @param version the last version taken over
 * @param text the words
 * @param bodyHash the hash of the body that was taken over
 */
@Document("letters")
public record StoredLetter(@Id String id, long version, String text, String bodyHash) {

}
