package io.medlinks.platform.events;

/**
 * Declares that a type's documents carry an outbox. Each feature declares its own as a
 * bean; the sweep looks after all of them.
 *
 * @param type the document type
 */
public record OutboxCollection(Class<?> type) {

}
