package io.medlinks.platform.events;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one consumer group of a service listens to. Each listener declares its own as a
 * bean; the listener edge runs them.
 */
public final class EventSubscription {

	private final String name;

	private final Set<Topic> topics;

	private final Map<String, Reaction<?>> reactions;

	private EventSubscription(Builder builder) {
		this.name = builder.name;
		this.topics = Set.copyOf(builder.topics);
		this.reactions = Map.copyOf(builder.reactions);
	}

	/**
	 * Starts a subscription.
	 * @param name names the group within the service, such as {@code diary}
	 */
	public static Builder named(String name) {
		return new Builder(name);
	}

	/** The group's name within the service. */
	public String name() {
		return this.name;
	}

	/**
	 * The group's name among those of all services, without prefix.
	 * @param application the service's name
	 */
	String group(String application) {
		return application + "." + this.name;
	}

	/** The topics it reads. */
	public Set<Topic> topics() {
		return this.topics;
	}

	Map<String, Reaction<?>> reactions() {
		return this.reactions;
	}

	/**
	 * Collects what a subscription listens to.
	 */
	public static final class Builder {

		private final String name;

		private final Set<Topic> topics = new LinkedHashSet<>();

		private final Map<String, Reaction<?>> reactions = new LinkedHashMap<>();

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * Reads a topic.
		 * @param topic the topic
		 */
		public Builder topic(Topic topic) {
			this.topics.add(topic);
			return this;
		}

		/**
		 * Reacts to an event type; types without a reaction are passed over.
		 * @param type the CloudEvents type
		 * @param fact the consumer's own record, with only the fields that it reads
		 * @param handler the reaction
		 */
		public <T> Builder on(String type, Class<T> fact, EventHandler<T> handler) {
			this.reactions.put(type, new Reaction<>(fact, handler));
			return this;
		}

		/** The subscription. */
		public EventSubscription build() {
			return new EventSubscription(this);
		}

	}

	record Reaction<T>(Class<T> fact, EventHandler<T> handler) {

	}

}
