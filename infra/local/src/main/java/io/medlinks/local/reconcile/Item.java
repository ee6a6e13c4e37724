package io.medlinks.local.reconcile;

import tools.jackson.databind.JsonNode;

/**
 * What one side knows of an aggregate.
 *
 * @param place which side
 * @param id the aggregate's id
 * @param version the version that is known; 0 for derived rows
 * @param mark the hash of the body, or what was found of a derived row
 */
record Item(Place place, String id, long version, String mark) {

	static Item of(Place place, JsonNode item) {
		String mark = item.has("verdict") ? item.get("verdict").asString() : item.path("hash").asString("");
		return new Item(place, item.path("id").asString(), item.path("version").asLong(0), mark);
	}

}
