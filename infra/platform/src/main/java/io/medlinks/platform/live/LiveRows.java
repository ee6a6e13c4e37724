package io.medlinks.platform.live;

import java.util.Set;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where a live view's rows come from. All methods check what the reader may see at the
 * time of the call: standing and relationship, not what was true when the stream began.
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

	/**
	 * Whose data the reader may see now; asked with each heartbeat, so that a right that
	 * ended without a change to any row ends on the screen too.
	 * @param reader who watches
	 * @return the ids of the people; empty, without a set, where the reader may not watch
	 * at all any more
	 */
	Mono<Set<String>> reach(ReaderId reader);

}
