package io.medlinks.platform.events;

import reactor.core.publisher.Mono;

/**
 * Remembers which records were set aside.
 */
public interface SetAsideRecords {

	/**
	 * Remembers a record. One that is known already, because its batch is repeated, is
	 * not copied again.
	 * @param message the record
	 * @param copy copies the record to where it waits; returns the place
	 */
	Mono<Void> add(SetAsideRecord message, Mono<SetAsideRecord.Place> copy);

}
