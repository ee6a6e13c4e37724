package io.medlinks.doctor;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * What happens in many tests of this service, in one sentence each.
 */
final class Stories {

	static final String PROFILE = "/api/doctor/profile";

	static final String DASHBOARD = "/api/doctor/dashboard";

	static final String PATIENTS = "/api/doctor/patients";

	static final String REVIEWS = "/api/doctor/reviews";

	static final String LIVE = "/api/doctor/live";

	private final ApiClient api;

	private final EventTraffic traffic;

	Stories(ApiClient api, EventTraffic traffic) {
		this.api = api;
		this.traffic = traffic;
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(40));
	}

	/**
	 * A doctor sends a profile.
	 * @param tag the version that it is made against; null for the first one
	 */
	WebTestClient.ResponseSpec puts(Account doctor, @Nullable String tag, String key, String body) {
		WebTestClient.RequestBodySpec request = this.api.as(doctor, HttpMethod.PUT, PROFILE)
			.header("Idempotency-Key", key);
		if (tag != null) {
			request.header("If-Match", tag);
		}
		return request.bodyValue(body).exchange();
	}

	/** A doctor fills in the profile. */
	void registers(Account doctor) {
		puts(doctor, null, UUID.randomUUID().toString(), profile(doctor.name())).expectStatus().isOk();
	}

	/** An operator decides on a doctor. */
	WebTestClient.ResponseSpec decides(Account doctor, boolean approved) {
		return decides(doctor, approved, UUID.randomUUID().toString());
	}

	/** An operator decides on a doctor under an idempotency key. */
	WebTestClient.ResponseSpec decides(Account doctor, boolean approved, String key) {
		return this.api
			.as(Account.OLGA, approved ? HttpMethod.POST : HttpMethod.DELETE,
					"/api/operator/doctors/" + doctor.id() + "/approval")
			.header("Idempotency-Key", key)
			.exchange();
	}

	/** A doctor fills in the profile and is approved. */
	void practises(Account doctor) {
		registers(doctor);
		decides(doctor, true).expectStatus().isNoContent();
	}

	/** A patient logs an entry. */
	String logs(Account patient, String receivedAt) {
		String entryId = UUID.randomUUID().toString();
		this.traffic.publish(Fact.entryLogged(patient, entryId, 1,
				(body) -> body.put("status", "active").put("receivedAt", receivedAt)));
		return entryId;
	}

	/** A patient puts an entry otherwise. */
	void amends(Account patient, String entryId, long version, String receivedAt) {
		this.traffic
			.publish(Fact.entryAmended(patient, entryId, version, (body) -> body.put("receivedAt", receivedAt)));
	}

	/**
	 * A patient lets a doctor in and logs an entry, which is assessed and stands on the
	 * dashboard.
	 */
	String logsFor(Account doctor, Account patient, String level) {
		this.traffic.publish(Fact.careTeamLink(patient, doctor, 1, true));
		this.traffic.publish(Fact.patientProfile(patient, 1, (_) -> {
		}));
		String entryId = logs(patient, "2026-11-23T08:00:00Z");
		this.traffic.publish(Fact.entryAssessed(patient, entryId, 1, level));
		awaitItem(doctor, patient, (item) -> level.equals(item.path("urgency").asString(""))
				&& item.get("assessed").asBoolean() && !item.get("name").asString().isEmpty());
		return entryId;
	}

	/** A doctor acknowledges one version. */
	WebTestClient.ResponseSpec acknowledges(Account doctor, Account patient, String entryId, long version) {
		return this.api.post(doctor, REVIEWS, acknowledgement(patient, entryId, version));
	}

	/** A doctor records a consultation. */
	WebTestClient.ResponseSpec consults(Account doctor, Account patient, String body) {
		return this.api.post(doctor, consultations(patient), body);
	}

	/** A doctor changes a consultation. */
	WebTestClient.ResponseSpec amends(Account doctor, Account patient, String id, long version, String body) {
		return this.api.as(doctor, HttpMethod.PUT, consultations(patient) + "/" + id)
			.header("If-Match", "\"" + version + "\"")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.bodyValue(body)
			.exchange();
	}

	/** A doctor takes a consultation back. */
	WebTestClient.ResponseSpec retracts(Account doctor, Account patient, String id, long version) {
		return this.api.as(doctor, HttpMethod.DELETE, consultations(patient) + "/" + id)
			.header("If-Match", "\"" + version + "\"")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.bodyValue("{\"reason\": \"wrong patient\"}")
			.exchange();
	}

	/** What a doctor's dashboard shows, the first page of it. */
	List<JsonNode> items(Account doctor) {
		return elements(ApiClient.read(this.api.get(doctor, DASHBOARD), 200).get("items"));
	}

	/** A patient's row on a doctor's dashboard; a missing node where there is none. */
	JsonNode item(Account doctor, Account patient) {
		return items(doctor).stream()
			.filter((item) -> item.get("patientId").asString().equals(patient.id()))
			.findFirst()
			.orElseGet(MissingNode::getInstance);
	}

	JsonNode awaitItem(Account doctor, Account patient, Predicate<JsonNode> wanted) {
		return await().until(() -> item(doctor, patient), (item) -> item.isObject() && wanted.test(item));
	}

	static String profile(String name) {
		return """
				{"name": "%s", "specialty": "General practice", "practice": "Clínica da Baixa",
				"phone": "+351 210 000 001", "zone": "Europe/Lisbon",
				"email": "marta@example.org", "language": "de"}""".formatted(name);
	}

	static String acknowledgement(Account patient, String entryId, long version) {
		return """
				{"patientId": "%s", "kind": "acknowledge", "covers": [{"entryId": "%s", "version": %d}],
				"reason": "called back"}""".formatted(patient.id(), entryId, version);
	}

	static String consultations(Account patient) {
		return PATIENTS + "/" + patient.id() + "/consultations";
	}

	/** An answer that makes use of everything. */
	static String answer(String entryId, long version, String privateNotes) {
		return """
				{"mode": "phone", "covers": [{"entryId": "%s", "version": %d}],
				"happenedAt": "2026-11-23T09:00:00+01:00",
				"diagnosis": {"text": "Migraine", "code": "G43.9"},
				"medications": [{"name": "Ibuprofen", "dosage": "400 mg", "instructions": "With food"}],
				"message": "Rest in a dark room", "privateNotes": "%s",
				"pleaseBook": {"visitType": "in-person", "within": "P7D"}}""".formatted(entryId, version, privateNotes);
	}

	/** The same, put otherwise. */
	static String amendment(String message, String privateNotes) {
		return """
				{"mode": "phone", "diagnosis": {"text": "Tension headache"}, "message": "%s", "privateNotes": "%s",
				"reason": "looked again"}""".formatted(message, privateNotes);
	}

	static List<JsonNode> elements(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).toList();
	}

	/** Does the same several times at once. */
	static <T> List<T> atOnce(int times, Callable<T> action) {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<T>> running = IntStream.range(0, times).mapToObj((_) -> threads.submit(action)).toList();
			return running.stream().map(Stories::result).toList();
		}
	}

	private static <T> T result(Future<T> running) {
		try {
			return running.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
