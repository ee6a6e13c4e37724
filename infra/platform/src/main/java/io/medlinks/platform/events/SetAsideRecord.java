package io.medlinks.platform.events;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A record that a group could not take, without its body.
 *
 * @param group the group by its name without prefix
 * @param topic the topic without prefix
 * @param partition the topic's partition
 * @param offset the record's place in the partition
 * @param sentAt when the record was sent
 * @param key the record's key, where it has one
 * @param eventId the CloudEvents id, where it has one
 * @param eventType the CloudEvents type, where it has one
 * @param reason the failure's type
 */
public record SetAsideRecord(String group, String topic, int partition, long offset, Instant sentAt,
		@Nullable String key, @Nullable String eventId, @Nullable String eventType, String reason) {

	/**
	 * A place on the broker.
	 *
	 * @param topic the topic's name in the cluster
	 * @param partition the partition
	 * @param offset the place in the partition
	 */
	public record Place(String topic, int partition, long offset) {

	}

}
