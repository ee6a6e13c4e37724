package io.medlinks.scheduling;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Doctors and patients, and what happens between them in many tests, in one sentence
 * each.
 */
public final class Practice {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ProjectedCareRelationships relationships;

	private final ProjectedDoctorStanding standing;

	private final ApiClient api;

	private final Map<String, Long> versions = new ConcurrentHashMap<>();

	Practice(ProjectedCareRelationships relationships, ProjectedDoctorStanding standing, ApiClient api) {
		this.relationships = relationships;
		this.standing = standing;
		this.api = api;
	}

	/** An operator decided on a doctor. */
	public void decides(Account doctor, boolean approved) {
		this.standing
			.apply(new ProjectedDoctorStanding.StandingFact(doctor.id(), next(doctor.id()), approved,
					new ProjectedDoctorStanding.StandingFact.Content(doctor.name())), "hash")
			.block(SOON);
	}

	/** A patient let a doctor in, or no more. */
	public void links(Account patient, Account doctor, boolean active) {
		this.relationships
			.apply(new ProjectedCareRelationships.LinkFact(patient.id(), doctor.id(), next(patient.id() + doctor.id()),
					active), "hash")
			.block(SOON);
	}

	private long next(String id) {
		return this.versions.merge(id, 1L, Long::sum);
	}

	/** A doctor is approved and tells hours: every day, visits of some minutes. */
	public void practises(Account doctor, String from, String to, int minutes, int buffer) {
		decides(doctor, true);
		hasHours(doctor, from, to, minutes, buffer);
	}

	/** A doctor tells hours. */
	public void hasHours(Account doctor, String from, String to, int minutes, int buffer) {
		ApiClient.read(this.api.as(doctor, HttpMethod.PUT, "/api/doctor/availability")
			.bodyValue(hours(from, to, minutes, buffer))
			.exchange(), 200);
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

	/** A patient asks for a time. */
	public WebTestClient.ResponseSpec books(Account patient, Account doctor, String start) {
		return this.api.post(patient, "/api/patient/appointments", wish(doctor, start));
	}

	/** What a patient sends to ask for a time. */
	public static String wish(Account doctor, String start) {
		return """
				{"doctorId": "%s", "start": "%s", "visitType": "in-person", "reason": "Headache"}"""
			.formatted(doctor.id(), start);
	}

	/**
	 * Makes the practice known to tests.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Setup {

		@Bean
		Practice practice(ProjectedCareRelationships relationships, ProjectedDoctorStanding standing, ApiClient api) {
			return new Practice(relationships, standing, api);
		}

	}

}
