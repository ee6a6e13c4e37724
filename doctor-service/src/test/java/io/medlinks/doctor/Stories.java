package io.medlinks.doctor;

import java.util.UUID;

import io.medlinks.testing.EventContracts;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * What happens in many tests, in one sentence each.
 */
final class Stories {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final WebTestClient client;

	private final TestBroker broker;

	Stories(WebTestClient client, TestBroker broker) {
		this.client = client;
		this.broker = broker;
	}

	WebTestClient.RequestBodySpec as(Account account, HttpMethod method, String path) {
		return this.client.method(method)
			.uri(path)
			.header("Authorization", TestIdentities.bearer(account))
			.contentType(MediaType.APPLICATION_JSON);
	}

	WebTestClient.ResponseSpec get(Account account, String path) {
		return as(account, HttpMethod.GET, path).exchange();
	}

	WebTestClient.ResponseSpec post(Account account, String path, String body) {
		return as(account, HttpMethod.POST, path).bodyValue(body).exchange();
	}

	/**
	 * A doctor fills in the profile.
	 */
	void registers(Account doctor) {
		as(doctor, HttpMethod.PUT, "/api/doctor/profile").bodyValue(profile(doctor.name()))
			.exchange()
			.expectStatus()
			.isOk();
	}

	static String profile(String name) {
		return """
				{"name": "%s", "specialty": "General practice", "practice": "Clínica da Baixa",
				"phone": "+351 210 000 001", "zone": "Europe/Lisbon"}""".formatted(name);
	}

	/**
	 * An operator decides on a doctor.
	 */
	WebTestClient.ResponseSpec decides(Account doctor, boolean approved) {
		return as(Account.OLGA, approved ? HttpMethod.POST : HttpMethod.DELETE,
				"/api/operator/doctors/" + doctor.id() + "/approval")
			.exchange();
	}

	/**
	 * A doctor fills in the profile and is approved.
	 */
	void practises(Account doctor) {
		registers(doctor);
		decides(doctor, true).expectStatus().isNoContent();
	}

	/**
	 * A patient's care team as patient-service publishes it.
	 */
	void links(Account patient, Account doctor, long version, boolean active) {
		String type = active ? "medlinks.patient.care-team-link-opened.v1"
				: "medlinks.patient.care-team-link-closed.v1";
		ObjectNode link = sample(type).put("linkId", patient.id() + ":" + doctor.id())
			.put("patientId", patient.id())
			.put("doctorId", doctor.id())
			.put("version", version)
			.put("active", active);
		publish("medlinks.patient.care-team", type, patient, link);
	}

	/**
	 * A patient's profile as patient-service publishes it.
	 */
	void profiles(Account patient, long version, String name) {
		ObjectNode profile = sample("medlinks.patient.profile-changed.v1").put("patientId", patient.id())
			.put("version", version);
		((ObjectNode) profile.get("content")).put("name", name);
		publish("medlinks.patient.profile", "medlinks.patient.profile-changed.v1", patient, profile);
	}

	/**
	 * An entry as patient-service publishes it.
	 */
	String logs(Account patient, String receivedAt) {
		String id = UUID.randomUUID().toString();
		logs(patient, id, receivedAt);
		return id;
	}

	void logs(Account patient, String id, String receivedAt) {
		publish("medlinks.patient.diary", "medlinks.patient.diary-entry-logged.v1", patient,
				entry("medlinks.patient.diary-entry-logged.v1", patient, id, 1, receivedAt));
	}

	void amends(Account patient, String id, long version, String receivedAt) {
		publish("medlinks.patient.diary", "medlinks.patient.diary-entry-amended.v1", patient,
				entry("medlinks.patient.diary-entry-amended.v1", patient, id, version, receivedAt));
	}

	void withdraws(Account patient, String id, long version, String receivedAt) {
		publish("medlinks.patient.diary", "medlinks.patient.diary-entry-withdrawn.v1", patient,
				entry("medlinks.patient.diary-entry-withdrawn.v1", patient, id, version, receivedAt));
	}

	private static ObjectNode entry(String type, Account patient, String id, long version, String receivedAt) {
		return sample(type).put("entryId", id)
			.put("patientId", patient.id())
			.put("version", version)
			.put("receivedAt", receivedAt);
	}

	/**
	 * An assessment as ai-summary-service publishes it.
	 */
	void assesses(Account patient, String entryId, long entryVersion, String level) {
		ObjectNode assessment = sample("medlinks.ai.entry-assessed.v1").put("assessmentId", entryId)
			.put("entryId", entryId)
			.put("entryVersion", entryVersion)
			.put("patientId", patient.id())
			.put("version", entryVersion);
		((ObjectNode) assessment.get("content")).put("level", level);
		publish("medlinks.ai.assessment", "medlinks.ai.entry-assessed.v1", patient, assessment);
	}

	/**
	 * A summary as ai-summary-service publishes it.
	 */
	void summarises(Account patient, long version) {
		publish("medlinks.ai.summary", "medlinks.ai.summary-written.v1", patient,
				sample("medlinks.ai.summary-written.v1").put("summaryId", patient.id())
					.put("patientId", patient.id())
					.put("version", version));
	}

	/**
	 * An appointment as scheduling-service publishes it.
	 */
	void books(Account patient, Account doctor, String id, long version, boolean booked) {
		String type = booked ? "medlinks.scheduling.appointment-booked.v1"
				: "medlinks.scheduling.appointment-cancelled.v1";
		publish("medlinks.scheduling.appointment", type, patient,
				sample(type).put("appointmentId", id)
					.put("patientId", patient.id())
					.put("doctorId", doctor.id())
					.put("version", version)
					.put("start", "2999-11-24T09:20:00Z")
					.put("end", "2999-11-24T09:40:00Z"));
	}

	private void publish(String topic, String type, Account patient, JsonNode body) {
		this.broker.publish(topic, type, patient.id(), body.toString());
	}

	static String acknowledgement(Account patient, String entryId, long version) {
		return """
				{"patientId": "%s", "kind": "acknowledge", "covers": [{"entryId": "%s", "version": %d}],
				"reason": "called back"}""".formatted(patient.id(), entryId, version);
	}

	static ObjectNode sample(String type) {
		return (ObjectNode) read(EventContracts.sample(type));
	}

	static JsonNode read(String json) {
		return JSON.readTree(json);
	}

	static JsonNode read(WebTestClient.ResponseSpec response) {
		String body = response.expectBody(String.class).returnResult().getResponseBody();
		return read((body != null) ? body : "{}");
	}

}
