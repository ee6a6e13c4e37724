package io.medlinks.platform.events;

/**
 * An event's explicit name, never a class name, and the topic it is published on.
 *
 * @param name the CloudEvents type, such as
 * {@code medlinks.patient.diary-entry-logged.v1}
 * @param topic where it is published
 */
public record EventType(String name, Topic topic) {

}
