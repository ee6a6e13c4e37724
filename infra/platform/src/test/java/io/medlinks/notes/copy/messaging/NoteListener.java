package io.medlinks.notes.copy.messaging;

import io.medlinks.notes.copy.NoteCopies;
import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.platform.events.EventSubscription;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to notes.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notes.copies")
class NoteListener {

	@Bean
	EventSubscription noteSubscription(NoteCopies copies) {
		return EventSubscription.named("note-copies")
			.topic(Notes.TOPIC)
			.on(Notes.WRITTEN.name(), Note.NoteState.class, (note, metadata) -> copies.take(note, metadata.bodyHash()))
			.on(Notes.CHANGED.name(), Note.NoteState.class, (note, metadata) -> copies.take(note, metadata.bodyHash()))
			.build();
	}

}
