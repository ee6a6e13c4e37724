package io.medlinks.platform.events;

import reactor.core.publisher.Mono;

/**
 * Remembers which records were set aside.
 */
public interface SetAsideRecords {

	/**
	 * Remembers a record, which may be known already.
	 * @param letter the record
	 */
	Mono<Void> add(SetAsideRecord letter);

}
