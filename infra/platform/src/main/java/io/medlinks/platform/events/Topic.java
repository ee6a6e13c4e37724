package io.medlinks.platform.events;

/**
 * A Kafka topic by the name that all services use for it; where a prefix is configured,
 * it is added at the edge.
 *
 * @param name the name without prefix
 */
public record Topic(String name) {

}
