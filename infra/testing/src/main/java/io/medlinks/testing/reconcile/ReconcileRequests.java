package io.medlinks.testing.reconcile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.web.ApiClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the command <code>./medlinks reconcile</code> asks of a service.
 *
 * @param api requests to the service
 */
public record ReconcileRequests(ApiClient api) {

	private static final String ROOT = "/internal/reconcile/";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** The topics of what is declared, by name. */
	public Map<String, String> declared(String kind) {
		Map<String, String> declared = new TreeMap<>();
		read(ROOT + kind).get("items")
			.forEach((item) -> declared.put(item.get("name").asString(), item.path("topic").asString("")));
		return declared;
	}

	/**
	 * All that a source has published, read in small pages, each behind the one before.
	 */
	public SortedMap<String, Known> source(String name) {
		return known("sources/" + name);
	}

	/** All that a projection has taken over, read in small pages. */
	public SortedMap<String, Known> projection(String name) {
		return known("projections/" + name);
	}

	/** What was found of derived rows, read in small pages. */
	public SortedMap<String, String> derived(String name) {
		SortedMap<String, String> verdicts = new TreeMap<>();
		walk("derived/" + name).forEach((id, item) -> verdicts.put(id, item.get("verdict").asString()));
		return verdicts;
	}

	/** Asks for some only. */
	public SortedMap<String, Known> lookUp(String place, Collection<String> ids) {
		SortedMap<String, Known> found = new TreeMap<>();
		post(place + "/lookup", ids).get("items").forEach((item) -> found.put(item.get("id").asString(), known(item)));
		return found;
	}

	/** Has states published again, or rows derived again; returns how many were. */
	public long repair(String place, Collection<String> ids) {
		return post(place + "/repair", ids).get("repaired").asLong();
	}

	/**
	 * Fails unless every state that the service can publish again is, byte for byte, one
	 * that it did publish, and all these types were among them.
	 */
	public void assertRepublishesWhatWasPublished(EventTraffic traffic, String... types) {
		Set<String> seen = new HashSet<>();
		declared("sources").forEach((source, topic) -> {
			Map<String, String> published = new LinkedHashMap<>();
			traffic.unchecked(topic).forEach((event) -> published.put(hash(event.value()), event.type()));
			source(source).forEach((id, known) -> {
				assertThat(published).as("%s %s", source, id).containsKey(known.hash());
				seen.add(published.get(known.hash()));
			});
		});
		assertThat(seen).contains(types);
	}

	/**
	 * What a projection must hold of a topic: the newest version of each aggregate, and
	 * of the newest the last one that was said.
	 */
	public static SortedMap<String, Known> newest(EventTraffic traffic, String topic) {
		SortedMap<String, Known> newest = new TreeMap<>();
		newestEvents(traffic, topic).forEach((id, event) -> newest.put(id, known(event)));
		return newest;
	}

	static Map<String, PublishedEvent> newestEvents(EventTraffic traffic, String topic) {
		Map<String, PublishedEvent> newest = new TreeMap<>();
		for (PublishedEvent event : traffic.unchecked(topic)) {
			idsOf(topic, event.body()).forEach((id) -> newest.merge(id, event,
					(before, next) -> (known(before).version() > known(next).version()) ? before : next));
		}
		return newest;
	}

	/** An access never changes, so it carries no version. */
	private static Known known(PublishedEvent event) {
		return new Known(event.body().path("version").asLong(1), hash(event.value()));
	}

	private static List<String> idsOf(String topic, JsonNode body) {
		return switch (topic) {
			case "medlinks.patient.profile", "medlinks.ai.summary" -> List.of(body.get("patientId").asString());
			case "medlinks.patient.diary", "medlinks.ai.assessment" -> List.of(body.get("entryId").asString());
			case "medlinks.patient.care-team" -> List.of(body.get("linkId").asString());
			case "medlinks.doctor.profile" -> List.of(body.get("doctorId").asString());
			case "medlinks.ai.interview" -> List.of(body.get("interviewId").asString());
			case "medlinks.doctor.review" -> List.of(body.get("reviewId").asString());
			case "medlinks.doctor.consultation" -> List.of(body.get("consultationId").asString());
			case "medlinks.scheduling.appointment" -> List.of(body.get("appointmentId").asString());
			case "medlinks.access" -> body.get("patientIds")
				.valueStream()
				.map((patientId) -> body.get("accessId").asString() + ":" + patientId.asString())
				.toList();
			default -> throw new IllegalArgumentException("Say which ids the events of " + topic + " name");
		};
	}

	/** The hash of a body. */
	public static String hash(String body) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SortedMap<String, Known> known(String place) {
		SortedMap<String, Known> found = new TreeMap<>();
		walk(place).forEach((id, item) -> found.put(id, known(item)));
		return found;
	}

	private static Known known(JsonNode item) {
		return new Known(item.get("version").asLong(), item.get("hash").asString(""));
	}

	private Map<String, JsonNode> walk(String place) {
		Map<String, JsonNode> items = new LinkedHashMap<>();
		String last = "";
		String cursor = "";
		do {
			JsonNode page = read(ROOT + place + "?limit=2" + cursor);
			assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
			for (JsonNode item : page.get("items")) {
				String id = item.get("id").asString();
				assertThat(id).as("an id of %s", place).isGreaterThan(last);
				items.put(id, item);
				last = id;
			}
			cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
		}
		while (!cursor.isEmpty());
		return items;
	}

	private JsonNode read(String path) {
		return ApiClient.read(this.api.asService(HttpMethod.GET, path).exchange(), 200);
	}

	private JsonNode post(String place, Collection<String> ids) {
		return ApiClient.read(this.api.asService(HttpMethod.POST, ROOT + place)
			.bodyValue(JSON.writeValueAsString(Map.of("ids", ids)))
			.exchange(), 200);
	}

}
