package io.medlinks.testing.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operators' routes to what a service has set aside, the same in every service.
 */
public final class DeadLetterRoutes {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	/** Every service reads who is an approved doctor. */
	private static final String TOPIC = "medlinks.doctor.profile";

	private DeadLetterRoutes() {
	}

	/**
	 * Fails unless operators, and nobody else, see what the service under test has set
	 * aside and can replay it.
	 * @param service what operators call the service
	 */
	public static void assertOffered(ApiClient api, EventTraffic traffic, String service) {
		String path = "/api/operator/" + service + "/dead-letters";
		JsonNode letter = setAside(api, traffic, path);
		assertThat(letter.path("topic").asString()).isEqualTo(TOPIC);
		assertThat(letter.path("state").asString()).isEqualTo("waiting");
		String replay = path + "/" + letter.path("id").asString() + "/replay";
		assertClosedToOthers(api, path, replay);
		JsonNode replayed = ApiClient.read(api.post(Account.newOperator(), replay, ""), 200);
		assertThat(replayed.path("state").asString()).isEqualTo("waiting");
		assertThat(replayed.path("replays").asInt()).isEqualTo(1);
		ApiClient.problem(api.post(Account.newOperator(), path + "/unknown/replay", ""), 404, "not-found");
	}

	private static JsonNode setAside(ApiClient api, EventTraffic traffic, String path) {
		String key = UUID.randomUUID().toString();
		traffic.publish(TOPIC, key, Map.of(), "{\"name\": \"somebody's secret\"}");
		return Awaitility.await("a dead letter at " + path).pollInSameThread().atMost(PATIENCE).until(() -> {
			JsonNode page = ApiClient.read(api.get(Account.newOperator(), path + "?state=waiting&limit=100"), 200);
			assertThat(page.toString()).doesNotContain("secret");
			return page.path("items")
				.valueStream()
				.filter((letter) -> letter.path("key").asString("").equals(key))
				.toList();
		}, (found) -> !found.isEmpty()).getFirst();
	}

	private static void assertClosedToOthers(ApiClient api, String path, String replay) {
		ApiClient.problem(api.nobody(HttpMethod.GET, path).exchange(), 401, "unauthenticated");
		ApiClient.problem(api.nobody(HttpMethod.POST, replay).exchange(), 401, "unauthenticated");
		for (Account other : List.of(Account.newPatient(), Account.newDoctor(), Account.newOperator().withRoles())) {
			ApiClient.problem(api.get(other, path), 403, "forbidden");
			ApiClient.problem(api.post(other, replay, ""), 403, "forbidden");
		}
	}

}
