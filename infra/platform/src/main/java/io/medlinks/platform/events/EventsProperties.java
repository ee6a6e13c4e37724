package io.medlinks.platform.events;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events travel.
 *
 * @param topicPrefix put before each topic and group name, so that several systems can
 * share a cluster; empty unless told
 * @param partitions how many partitions a topic is made with, 6 unless told; never change
 * it for a topic that exists, as the order per key would break
 * @param replicationFactor how many brokers keep a topic, 1 unless told
 * @param sweepAfter how long an event may wait in an outbox before the sweep takes it, 5
 * s unless told
 * @param sweepEvery how often the sweep looks, 2 s unless told
 * @param relayConcurrency how many documents are relayed at once, 32 unless told
 * @param relayBacklog how many documents may wait for the relay before they are left to
 * the sweep, 10,000 unless told
 * @param handlerTimeout how long one batch may take, 60 s unless told
 * @param handlerRetries how often a record is tried again before it is a dead letter, 4
 * unless told
 * @param concurrency how many consumers a subscription has in this process, 1 unless told
 * @param batch how many records at the most are taken before the next ones are looked at,
 * 50 unless told: a flood about one patient holds the others of its consumer up for no
 * longer than that
 * @param commitEvery how often what was taken is committed, 1 s unless told, and up to
 * twice that where nothing else comes; whoever takes over after a crash takes that much
 * once more
 */
@Validated
@ConfigurationProperties("medlinks.events")
public record EventsProperties(@NotNull @DefaultValue("") String topicPrefix,
		@Min(1) @Max(1000) @DefaultValue("6") int partitions, @Min(1) @DefaultValue("1") short replicationFactor,
		@DefaultValue("5s") Duration sweepAfter, @DefaultValue("2s") Duration sweepEvery,
		@Min(1) @DefaultValue("32") int relayConcurrency, @Min(1) @DefaultValue("10000") int relayBacklog,
		@DefaultValue("60s") Duration handlerTimeout, @Min(0) @DefaultValue("4") int handlerRetries,
		@Min(1) @DefaultValue("1") int concurrency, @Min(1) @DefaultValue("50") int batch,
		@NotNull @DefaultValue("1s") Duration commitEvery) {

	/**
	 * A topic's or group's name in the cluster.
	 * @param name the name that all services use
	 */
	public String prefixed(String name) {
		return this.topicPrefix + name;
	}

	/**
	 * The name that all services use for a topic of the cluster.
	 * @param name the name in the cluster
	 */
	String unprefixed(String name) {
		return name.startsWith(this.topicPrefix) ? name.substring(this.topicPrefix.length()) : name;
	}

	/**
	 * Where a group's dead letters of a topic lie in the cluster.
	 * @param topic the topic by the name that all services use
	 * @param group the group by its name without prefix
	 */
	String deadLetters(String topic, String group) {
		return prefixed(topic + "." + group + ".dlt");
	}

}
