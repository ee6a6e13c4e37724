package io.medlinks.platform.events;

import java.time.Instant;

/**
 * A received event's attributes.
 *
 * @param id the CloudEvents id
 * @param type the CloudEvents type
 * @param subject the aggregate's id
 * @param key the record's key
 * @param at when it happened
 * @param bodyHash the {@link BodyHash} of its body
 */
public record EventMetadata(String id, String type, String subject, String key, Instant at, String bodyHash) {

}
