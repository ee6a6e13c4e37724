package io.medlinks.testing.events;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * An event as it stands on a topic.
 *
 * @param key the record's key
 * @param headers the CloudEvents attributes and whatever else travels in headers
 * @param body the body
 * @param value the body byte for byte
 */
public record PublishedEvent(String key, Map<String, String> headers, JsonNode body, String value) {

	/** The CloudEvents id; empty where none was sent. */
	public String id() {
		return this.headers.getOrDefault("ce_id", "");
	}

	/** The CloudEvents type; empty where none was sent. */
	public String type() {
		return this.headers.getOrDefault("ce_type", "");
	}

	/** The aggregate's version that the event is of. */
	public long version() {
		return this.body.path("version").asLong();
	}

}
