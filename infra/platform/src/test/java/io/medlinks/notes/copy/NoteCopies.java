package io.medlinks.notes.copy;

import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps copies of all notes, where a test asks for it.
 */
@Component
@ConditionalOnProperty("notes.copies")
public class NoteCopies {

	private final Projection<NoteCopy> copies;

	NoteCopies(Projections projections) {
		this.copies = projections.of("note-copies", Notes.TOPIC, NoteCopy.class);
	}

	/** Takes a note over. */
	public Mono<Void> take(Note.NoteState note, String bodyHash) {
		return this.copies
			.apply(note.noteId(), note.version(), bodyHash, new Update().set("text", note.content().text()))
			.then();
	}

}
