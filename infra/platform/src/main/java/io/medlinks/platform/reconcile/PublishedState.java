package io.medlinks.platform.reconcile;

import io.medlinks.platform.events.EventType;

/**
 * An aggregate's present state as its owner published it last.
 *
 * @param id the id under which a projection keeps it
 * @param version the aggregate's version
 * @param type the type of the event that carries this state
 * @param key the record's key
 * @param subject the aggregate's id in the event
 * @param body the event's body, exactly as the write that led to this state made it
 */
public record PublishedState(String id, long version, EventType type, String key, String subject, Object body) {

	/**
	 * A state of an aggregate that projections keep under its own id.
	 * @param id the aggregate's id
	 * @param version its version
	 * @param type the type of the event that carries this state
	 * @param key the record's key
	 * @param body the event's body
	 */
	public static PublishedState of(String id, long version, EventType type, String key, Object body) {
		return new PublishedState(id, version, type, key, id, body);
	}

	@Override
	public String toString() {
		return "PublishedState[" + this.id + "@" + this.version + "]";
	}

}
