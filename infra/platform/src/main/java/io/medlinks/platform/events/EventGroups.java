package io.medlinks.platform.events;

import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * The consumer groups of this service.
 */
public interface EventGroups {

	/** Their names without prefix. */
	Set<String> names();

	/**
	 * Has one group take a record that it could not take before, the way it takes those
	 * that it reads itself, retries included.
	 * @param group the group's name without prefix
	 * @param message the record
	 * @return completes when it is taken; an error {@link NotTakenException} where the
	 * record is at fault, any other where a part that is needed does not answer
	 */
	Mono<Void> take(String group, ConsumerRecord<String, byte[]> message);

}
