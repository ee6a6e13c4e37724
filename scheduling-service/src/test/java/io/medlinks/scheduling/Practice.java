package io.medlinks.scheduling;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Doctors and patients, and what happens between them in many tests, in one sentence
 * each.
 */
public final class Practice {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ProjectedCareRelationships relationships;

	private final ProjectedDoctorStanding standing;

	private final Map<String, Long> versions = new ConcurrentHashMap<>();

	Practice(ProjectedCareRelationships relationships, ProjectedDoctorStanding standing) {
		this.relationships = relationships;
		this.standing = standing;
	}

	/** An operator decided on a doctor. */
	public void decides(Account doctor, boolean approved) {
		this.standing
			.apply(new ProjectedDoctorStanding.StandingFact(doctor.id(), next(doctor.id()), approved,
					new ProjectedDoctorStanding.StandingFact.Content(doctor.name())))
			.block(SOON);
	}

	/** A patient let a doctor in, or no more. */
	public void links(Account patient, Account doctor, boolean active) {
		this.relationships
			.apply(new ProjectedCareRelationships.LinkFact(patient.id(), doctor.id(), next(patient.id() + doctor.id()),
					active))
			.block(SOON);
	}

	private long next(String id) {
		return this.versions.merge(id, 1L, Long::sum);
	}

	/** A doctor is approved and tells hours: every day, visits of some minutes. */
	public void practises(WebTestClient client, Account doctor, String from, String to, int minutes, int buffer) {
		decides(doctor, true);
		as(client, doctor, HttpMethod.PUT, "/api/doctor/availability").bodyValue(hours(from, to, minutes, buffer))
			.exchange()
			.expectStatus()
			.isOk();
	}

	/** Hours in Lisbon, the same every day. */
	public static String hours(String from, String to, int minutes, int buffer) {
		StringBuilder rules = new StringBuilder();
		for (String day : new String[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
				"sunday" }) {
			rules.append(rules.isEmpty() ? "" : ",").append("""
					{"day": "%s", "from": "%s", "to": "%s", "visitTypes": ["in-person"]}""".formatted(day, from, to));
		}
		return """
				{"zone": "Europe/Lisbon", "rules": [%s], "visitTypes": [
				{"code": "in-person", "minutes": %d, "bufferAfter": %d}],
				"minimumNoticeMinutes": 30, "horizonDays": 60}""".formatted(rules, minutes, buffer);
	}

	/** A request of somebody. */
	public static WebTestClient.RequestBodySpec as(WebTestClient client, Account account, HttpMethod method,
			String path) {
		return client.method(method)
			.uri(path)
			.header("Authorization", TestIdentities.bearer(account))
			.contentType(MediaType.APPLICATION_JSON);
	}

	/** A patient asks for a time. */
	public static WebTestClient.ResponseSpec books(WebTestClient client, Account patient, Account doctor, String start,
			@Nullable String key) {
		return as(client, patient, HttpMethod.POST, "/api/patient/appointments")
			.header("Idempotency-Key", (key != null) ? key : UUID.randomUUID().toString())
			.bodyValue(wish(doctor, start))
			.exchange();
	}

	/** What a patient sends to ask for a time. */
	public static String wish(Account doctor, String start) {
		return """
				{"doctorId": "%s", "start": "%s", "visitType": "in-person", "reason": "Headache"}"""
			.formatted(doctor.id(), start);
	}

	/** What was answered. */
	public static JsonNode read(WebTestClient.ResponseSpec response) {
		String body = response.expectBody(String.class).returnResult().getResponseBody();
		return JSON.readTree((body != null) ? body : "{}");
	}

	/**
	 * Makes the practice known to tests.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Setup {

		@Bean
		Practice practice(ProjectedCareRelationships relationships, ProjectedDoctorStanding standing) {
			return new Practice(relationships, standing);
		}

	}

}
