package io.medlinks.drill.people;

import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API answered.
 *
 * @param status the HTTP status
 * @param body the body
 * @param etag the entity tag; empty where there is none
 * @param retryAfter when to come again, in seconds
 */
public record Answer(int status, String body, String etag, long retryAfter) {

	private static final Set<Integer> AWAY = Set.of(502, 503, 504);

	/** Whether it was done. */
	public boolean succeeded() {
		return this.status >= 200 && this.status < 300;
	}

	/** Whether a part was away, so that nobody can say what was done. */
	public boolean isAway() {
		return AWAY.contains(this.status);
	}

	/** The body read as JSON. */
	public JsonNode json() {
		return JsonMapper.shared().readTree(this.body);
	}

	/** What the answer calls that which was made; empty where it does not say. */
	public String id() {
		return this.body.startsWith("{") ? json().path("id").asString("") : "";
	}

	/** Says the status only: bodies hold what patients wrote. */
	@Override
	public String toString() {
		return "Answer[" + this.status + "]";
	}

}
