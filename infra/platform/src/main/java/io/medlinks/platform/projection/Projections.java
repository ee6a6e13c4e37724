package io.medlinks.platform.projection;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.medlinks.platform.events.Topic;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

/**
 * The projections of a service. Whoever keeps one declares it here once, under a name;
 * listeners write it and reconcile reads it.
 */
public final class Projections {

	private final ReactiveMongoTemplate mongo;

	private final ConcurrentMap<String, Projection<?>> declared = new ConcurrentHashMap<>();

	/**
	 * Projections of a service.
	 * @param mongo where they are kept
	 */
	public Projections(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
	}

	/**
	 * Declares a projection.
	 * @param name what it is called among those of the service, such as
	 * {@code diary-entries}
	 * @param source the topic on which the owners publish what it keeps
	 * @param type its document, the source aggregate's id as its id
	 */
	public <T> Projection<T> of(String name, Topic source, Class<T> type) {
		Projection<T> projection = new Projection<>(this.mongo, name, source, type);
		if (this.declared.putIfAbsent(name, projection) != null) {
			throw new IllegalStateException("There is a projection " + name + " already");
		}
		return projection;
	}

	/** All that are declared, by name. */
	public List<Projection<?>> all() {
		return this.declared.values()
			.stream()
			.sorted(Comparator.<Projection<?>, String>comparing(Projection::name))
			.toList();
	}

	/**
	 * What became of a published state.
	 */
	public enum Outcome {

		/** It was newer and is now what is known. */
		APPLIED,

		/** It was known already. */
		SAME,

		/** Something newer is known. */
		STALE;

		/** Whether the derived step must be done. */
		public boolean isCurrent() {
			return this != STALE;
		}

	}

}
