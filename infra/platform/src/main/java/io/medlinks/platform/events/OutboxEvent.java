package io.medlinks.platform.events;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * An event waiting in its aggregate's document until the broker has acknowledged it.
 *
 * @param id the CloudEvents id; stored under this name, not as {@code _id}
 * @param type the CloudEvents type
 * @param topic the topic without prefix
 * @param key the record's key: events of one key keep their order
 * @param subject the aggregate's id
 * @param at when it happened
 * @param body the JSON body, byte for byte as it will be published
 * @param traceparent the W3C trace context of the write, where there was one
 */
public record OutboxEvent(@Field("id") String id, String type, String topic, String key, String subject, Instant at,
		String body, @Nullable String traceparent) {

	/** The {@link BodyHash} of the body. */
	public String bodyHash() {
		return BodyHash.of(this.body);
	}

	/** This event as part of a trace. */
	OutboxEvent in(@Nullable String trace) {
		return new OutboxEvent(this.id, this.type, this.topic, this.key, this.subject, this.at, this.body, trace);
	}

	@Override
	public String toString() {
		return "OutboxEvent[" + this.type + " " + this.id + "]";
	}

}
