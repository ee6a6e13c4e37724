package io.medlinks.platform.reconcile;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows that a service derives from several of its projections and that can be derived
 * again: compares what is stored with what would be derived now. Declared as a bean.
 */
public interface DerivedRows {

	/**
	 * What they are called among those of the service, such as {@code dashboard-rows}.
	 */
	String name();

	/**
	 * The rows behind an id, in the order of their ids.
	 * @param after the last id seen; null for the beginning
	 * @param most how many at the most
	 */
	Flux<Check> after(@Nullable String after, int most);

	/**
	 * The rows with these ids, in no order; those that there is nothing to derive from
	 * are left out.
	 * @param ids their ids
	 */
	Flux<Check> withIds(Collection<String> ids);

	/**
	 * Derives a row again and stores it.
	 * @param id its id
	 */
	Mono<Void> derive(String id);

	/**
	 * How a stored row stands to what would be derived now.
	 *
	 * @param id the row's id
	 * @param verdict what was found
	 */
	record Check(String id, Verdict verdict) {

	}

	/**
	 * What a comparison found.
	 */
	enum Verdict {

		/** They say the same. */
		SAME,

		/** There should be a row and is none. */
		MISSING,

		/** They differ. */
		DIFFERENT

	}

}
