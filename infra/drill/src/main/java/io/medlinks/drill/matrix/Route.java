package io.medlinks.drill.matrix;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * A route of a running service and what its policy promises, as its OpenAPI document
 * says.
 *
 * @param service the service
 * @param method the HTTP method
 * @param template the path with its variables in braces
 * @param role the group that it is for, or anyone
 * @param relationship how they must stand to the data
 * @param approved whether a doctor must be approved
 * @param stream whether it answers with a stream
 */
record Route(String service, String method, String template, String role, String relationship, boolean approved,
		boolean stream) {

	private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

	/**
	 * Reads the operations of a service's OpenAPI document; those without a policy too.
	 */
	static List<Route> of(String service, JsonNode document) {
		List<Route> routes = new ArrayList<>();
		for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
			for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
				if (METHODS.contains(operation.getKey())) {
					routes.add(of(service, operation.getKey(), path.getKey(), operation.getValue()));
				}
			}
		}
		return routes;
	}

	private static Route of(String service, String method, String template, JsonNode operation) {
		JsonNode policy = operation.path("x-policy");
		boolean stream = false;
		for (Iterator<JsonNode> answers = operation.get("responses").iterator(); answers.hasNext();) {
			stream |= answers.next().path("content").has("text/event-stream");
		}
		return new Route(service, method.toUpperCase(Locale.ROOT), template, policy.path("role").asString(""),
				policy.path("relationship").asString(""), policy.path("approved").asBoolean(false), stream);
	}

	boolean hasPolicy() {
		return !this.role.isEmpty() && !this.relationship.isEmpty();
	}

	boolean isRead() {
		return this.method.equals("GET");
	}

	boolean isInternal() {
		return this.template.startsWith("/internal/");
	}

	boolean namesSomethingOfAPatient() {
		return this.template.matches("/api/doctor/patients/\\{id}/.*\\{.*");
	}

	boolean namesSomething() {
		return this.template.contains("{");
	}

	@Override
	public String toString() {
		return this.method + " " + this.template;
	}

}
