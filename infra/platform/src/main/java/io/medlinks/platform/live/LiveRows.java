package io.medlinks.platform.live;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where a live view's rows come from. Both methods check what the reader may see at the
 * time of the call.
 */
public interface LiveRows {

	/**
	 * All rows as they are now.
	 * @param reader who watches
	 */
	Flux<LiveRow> snapshot(ReaderId reader);

	/**
	 * One row as it is now.
	 * @param reader who watches
	 * @param change which row changed
	 * @return the row; empty where it is gone or no longer the reader's
	 */
	Mono<LiveRow> row(ReaderId reader, LiveChange change);

}
