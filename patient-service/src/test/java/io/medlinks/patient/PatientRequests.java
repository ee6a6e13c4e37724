package io.medlinks.patient;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.testing.web.ApiClient.read;

/**
 * What patients and doctors ask of patient-service again and again.
 *
 * @param api their requests
 */
record PatientRequests(ApiClient api) {

	static final String ENTRIES = "/api/patient/diary/entries";

	static final String CARE_TEAM = "/api/patient/care-team";

	static final String ACCESS_LOG = "/api/patient/access-log";

	static final String PROFILE = "/api/patient/profile";

	static final String MED_LOG = "/api/patient/med-log";

	static final String LIVE = "/api/patient/live";

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	/** Waits for what comes by way of the broker. */
	static ConditionFactory eventually(String what) {
		return Awaitility.await(what).pollInSameThread().atMost(PATIENCE);
	}

	/**
	 * Waits for so many different events under a key. One may stand there twice: whoever
	 * publishes sends it again where no acknowledgement came.
	 */
	static List<PublishedEvent> published(EventTraffic traffic, String topic, String key, int count) {
		return eventually(count + " events on " + topic).until(() -> List.copyOf(traffic.published(topic, key)
			.stream()
			.collect(Collectors.toMap((event) -> String.valueOf(event.headers().get("ce_id")), Function.identity(),
					(first, _) -> first, LinkedHashMap::new))
			.values()), (events) -> events.size() >= count);
	}

	static String diaryOf(Account patient) {
		return "/api/doctor/patients/" + patient.id() + "/diary/entries";
	}

	static String medLogOf(Account patient) {
		return "/api/doctor/patients/" + patient.id() + "/med-log";
	}

	static String entry(String text) {
		return entry(text, "2026-11-23T08:00:00+01:00");
	}

	static String entry(String text, String happenedAt) {
		return """
				{"text": "%s", "happenedAt": "%s", "symptoms": [{"code": "headache", "severity": 7}]}""".formatted(text,
				happenedAt);
	}

	static String amendment(String text, String reason) {
		return """
				{"text": "%s", "happenedAt": "2026-11-23T08:00:00+01:00", "symptoms": [], "reason": "%s"}"""
			.formatted(text, reason);
	}

	/** A patient logs an entry; returns its id. */
	String logs(Account patient, String text) {
		return read(this.api.post(patient, ENTRIES, entry(text)), 201).get("id").asString();
	}

	JsonNode reads(Account patient, String entryId) {
		return read(this.api.get(patient, ENTRIES + "/" + entryId), 200);
	}

	WebTestClient.ResponseSpec puts(Account caller, String path, String ifMatch, String key, String body) {
		return this.api.as(caller, HttpMethod.PUT, path)
			.header("If-Match", ifMatch)
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange();
	}

	WebTestClient.ResponseSpec amends(Account patient, String entryId, long version, String body) {
		return puts(patient, ENTRIES + "/" + entryId, "\"" + version + "\"", UUID.randomUUID().toString(), body);
	}

	WebTestClient.ResponseSpec withdraws(Account patient, String entryId, long version) {
		return this.api.as(patient, HttpMethod.DELETE, ENTRIES + "/" + entryId)
			.header("If-Match", "\"" + version + "\"")
			.exchange();
	}

	/** A doctor whom an operator approved becomes known to the service. */
	void practises(EventTraffic traffic, Account doctor) {
		traffic.publish(Fact.doctorProfile(doctor, 1, true));
		eventually("approval").until(() -> isOpenTo(doctor));
	}

	/** An operator takes a doctor's approval back. */
	void practisesNoMore(EventTraffic traffic, Account doctor) {
		traffic.publish(Fact.doctorProfile(doctor, 2, false));
		eventually("end of approval").until(() -> !isOpenTo(doctor));
	}

	/**
	 * Whether an approval is known shows in which refusal a doctor gets for a patient
	 * nobody knows.
	 */
	private boolean isOpenTo(Account doctor) {
		return read(this.api.get(doctor, diaryOf(Account.newPatient())), 403).get("detail")
			.asString()
			.contains("not in your care");
	}

	WebTestClient.ResponseSpec letsIn(Account patient, Account doctor) {
		return this.api.post(patient, CARE_TEAM, "{\"doctorId\": \"" + doctor.id() + "\"}");
	}

	WebTestClient.ResponseSpec revokes(Account patient, Account doctor) {
		return this.api.as(patient, HttpMethod.DELETE, CARE_TEAM + "/" + doctor.id()).exchange();
	}

	/** Does several things at the same time. */
	@SafeVarargs
	static <T> List<T> atOnce(Supplier<T>... requests) {
		CountDownLatch start = new CountDownLatch(requests.length);
		try (var threads = Executors.newFixedThreadPool(requests.length)) {
			return Stream.of(requests).map((request) -> CompletableFuture.supplyAsync(() -> {
				start.countDown();
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return request.get();
			}, threads)).toList().stream().map(CompletableFuture::join).toList();
		}
	}

}
