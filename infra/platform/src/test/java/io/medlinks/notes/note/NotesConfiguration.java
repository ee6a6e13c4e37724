package io.medlinks.notes.note;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import io.medlinks.platform.reconcile.PublishedState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the notes' topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class NotesConfiguration {

	@Bean
	Topic notesTopic() {
		return Notes.TOPIC;
	}

	@Bean
	PublishedSource<Note> notesSource() {
		return PublishedSource.of("notes", Notes.TOPIC, Note.class, (note) -> PublishedState.of(note.id(),
				note.version(), (note.version() == 1) ? Notes.WRITTEN : Notes.CHANGED, note.patientId(), note.state()));
	}

	@Bean
	OutboxCollection notesOutbox() {
		return new OutboxCollection(Note.class);
	}

}
