package io.medlinks.ai;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * From an entry of the diary to its assessment and to the summary that people read.
 */
@MedLinksIT
class DiaryToSummaryIT {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String SUMMARY = "/api/patient/summary";

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	private final String entryId = UUID.randomUUID().toString();

	private final ApiClient api;

	private final EventTraffic traffic;

	@Autowired
	DiaryToSummaryIT(ApiClient api, EventTraffic traffic) {
		this.api = api;
		this.traffic = traffic;
	}

	@BeforeEach
	void approveDoctor() {
		this.traffic.publish(Fact.doctorProfile(this.doctor, 1, true));
	}

	@Test
	void assessesAndSummarisesAnEntry() {
		logged(1, "Pressure on my chest going into my left arm. No fever. Should I come in?",
				"[{\"code\":\"chest-pain\",\"severity\":6}]");
		JsonNode assessed = assessments(1).getFirst().body();
		assertThat(assessed.at("/content/level").asString()).isEqualTo("emergency");
		assertThat(assessed.at("/content/rules/0/id").asString()).isEqualTo("chest-pain-emergency");
		assertThat(assessed.at("/entryVersion").asLong()).isEqualTo(1);
		summaries(1);
		WebTestClient.ResponseSpec response = this.api.get(this.patient, SUMMARY);
		response.expectHeader().valueEquals("ETag", "\"1\"");
		JsonNode summary = read(response, 200);
		assertThat(summary.get("engine").asString()).isEqualTo("template");
		assertThat(summary.get("newerEntries").asInt()).isZero();
		assertThat(summary.at("/sentences/0/text").asString()).startsWith("Emergency sign on 23 November 2026")
			.endsWith(": \"Pressure on my chest going into my left arm.\"");
		assertThat(summary.at("/sentences/1/text").asString()).contains("chest pain (6 of 10)");
		assertThat(summary.at("/sentences/0/evidence/0/entryId").asString()).isEqualTo(this.entryId);
		assertThat(summary.at("/sentences/0/evidence/0/version").asLong()).isEqualTo(1);
		assertThat(summary.get("sentences").valueStream().map((sentence) -> sentence.get("text").asString()))
			.contains("Denies fever.")
			.anyMatch((text) -> text.contains("Asks: \"Should I come in?\""));
	}

	@Test
	void changesNothingOnDuplicatesAndStaleVersions() {
		logged(2, "A dull headache", "[{\"code\":\"headache\",\"severity\":8}]");
		summaries(1);
		logged(2, "A dull headache", "[{\"code\":\"headache\",\"severity\":8}]");
		logged(1, "Chest pain into my jaw", "[]");
		logged(2, "A dull headache", "[{\"code\":\"headache\",\"severity\":8}]");
		awaitConsumed();
		assertThat(summaries(2)).hasSize(2);
		assertThat(assessments(2)).hasSize(2);
		assertThat(assessments(2).getFirst().body().at("/content/level").asString()).isEqualTo("same-day");
	}

	@Test
	void assessesEachVersionAnew() {
		logged(1, "A dull headache", "[{\"code\":\"headache\",\"severity\":2}]");
		assessments(1);
		this.traffic.publish(Fact.entryAmended(this.patient, this.entryId, 2,
				said("The worst headache of my life", "2026-11-23T08:00:00+01:00", "[]")));
		assertThat(assessments(2)).extracting(PublishedEvent::version).containsExactly(1L, 2L);
		JsonNode again = assessments(2).getLast().body();
		assertThat(again.at("/content/level").asString()).isEqualTo("emergency");
		assertThat(again.at("/entryVersion").asLong()).isEqualTo(2);
	}

	@Test
	void findsWorseningInWhateverOrderEntriesArrive() {
		String later = UUID.randomUUID().toString();
		this.traffic.publish(Fact.entryLogged(this.patient, later, 1,
				said("Back again", "2026-11-23T08:00:00Z", "[{\"code\":\"headache\",\"severity\":5}]")));
		assessments(1);
		this.traffic.publish(Fact.entryLogged(this.patient, this.entryId, 1,
				said("Began", "2026-11-22T08:00:00Z", "[{\"code\":\"headache\",\"severity\":1}]")));
		JsonNode again = assessments(3).getLast().body();
		assertThat(again.get("entryId").asString()).isEqualTo(later);
		assertThat(again.at("/content/level").asString()).isEqualTo("same-day");
	}

	@Test
	void looksAgainWhenTheAgeBecomesKnown() {
		logged(1, "Fever of 38.4", "[]");
		assessments(1);
		this.traffic.publish(Fact.patientProfile(this.patient, 1,
				(body) -> Fact.content(body).put("birthDate", "2026-10-20").put("sex", "female")));
		assertThat(assessments(2).getLast().body().at("/content/rules/0/id").asString()).isEqualTo("fever-infant");
	}

	@Test
	void forgetsWithdrawnEntries() {
		logged(1, "A dull headache", "[]");
		summaries(1);
		this.traffic.publish(Fact.entryWithdrawn(this.patient, this.entryId, 2,
				said("A dull headache", "2026-11-23T08:00:00+01:00", "[]")));
		assertThat(summaries(2).getLast().body().at("/content/sentences")).isEmpty();
		assertThat(read(this.api.get(this.patient, SUMMARY), 200).get("sentences")).isEmpty();
	}

	@Test
	void isNotHeldUpByARecordThatIsNone() {
		this.traffic.publishUnchecked("medlinks.patient.diary", "medlinks.patient.diary-entry-logged.v1",
				this.patient.id(), "{\"entryId\": ");
		logged(1, "A dull headache", "[]");
		assertThat(assessments(1)).hasSize(1);
	}

	@Test
	void tellsThatThereIsNoSummaryYet() {
		JsonNode refused = problem(this.api.get(this.patient, SUMMARY), 404, "not-found");
		assertThat(refused.get("detail").asString()).contains("first diary entry");
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		await().untilAsserted(() -> problem(this.api.get(this.doctor, ofPatient()), 404, "not-found"));
	}

	@Test
	void letsADoctorReadByCareLinkOnly() {
		logged(1, "A dull headache", "[]");
		summaries(1);
		problem(this.api.get(this.doctor, ofPatient()), 403, "forbidden");
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		await().untilAsserted(() -> read(this.api.get(this.doctor, ofPatient()), 200));
		await().untilAsserted(() -> assertThat(this.traffic.unchecked("medlinks.access")).anyMatch(this::isMyReading));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 2, false));
		await().untilAsserted(() -> problem(this.api.get(this.doctor, ofPatient()), 403, "forbidden"));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 1, true));
		this.traffic.publish(Fact.careTeamLink(this.patient, this.doctor, 3, true));
		await().untilAsserted(() -> read(this.api.get(this.doctor, ofPatient()), 200));
		this.traffic.publish(Fact.doctorProfile(this.doctor, 2, false));
		await().untilAsserted(() -> problem(this.api.get(this.doctor, ofPatient()), 403, "forbidden"));
	}

	@Test
	void showsNobodyAnothersSummary() {
		logged(1, "A dull headache", "[]");
		summaries(1);
		Account stranger = Account.newPatient();
		problem(this.api.get(stranger, SUMMARY), 404, "not-found");
		Account colleague = Account.newDoctor();
		this.traffic.publish(Fact.doctorProfile(colleague, 1, true));
		String unknown = "/api/doctor/patients/" + UUID.randomUUID() + "/summary";
		await().untilAsserted(() -> assertThat(detail(colleague, unknown)).contains("not in your care"));
		assertThat(detail(colleague, ofPatient())).isEqualTo(detail(colleague, unknown));
	}

	@Test
	void refusesOtherRolesUnapprovedDoctorsAndNobody() {
		problem(this.api.nobody(HttpMethod.GET, SUMMARY).exchange(), 401, "unauthenticated");
		problem(this.api.nobody(HttpMethod.GET, ofPatient()).exchange(), 401, "unauthenticated");
		problem(this.api.nobody(HttpMethod.GET, SUMMARY).header("Authorization", "Bearer nonsense").exchange(), 401,
				"unauthenticated");
		for (Account wrong : List.of(this.doctor, Account.newOperator())) {
			problem(this.api.get(wrong, SUMMARY), 403, "forbidden");
		}
		for (Account wrong : List.of(this.patient, Account.newOperator(), Account.newDoctor())) {
			problem(this.api.get(wrong, ofPatient()), 403, "forbidden");
		}
	}

	@Test
	void refusesOtherMethodsAndFormats() {
		problem(this.api.post(this.patient, SUMMARY, "{}"), 405, "method-not-allowed");
		problem(this.api.post(this.doctor, ofPatient(), "{}"), 405, "method-not-allowed");
		logged(1, "A dull headache", "[]");
		summaries(1);
		problem(this.api.as(this.patient, HttpMethod.GET, SUMMARY).accept(MediaType.APPLICATION_XML).exchange(), 406,
				"not-acceptable");
	}

	private boolean isMyReading(PublishedEvent access) {
		return access.body().path("actorId").asString().equals(this.doctor.id())
				&& access.body().at("/patientIds/0").asString().equals(this.patient.id())
				&& access.body().path("resource").asString().equals("summary");
	}

	private String detail(Account account, String path) {
		return problem(this.api.get(account, path), 403, "forbidden").get("detail").asString();
	}

	private String ofPatient() {
		return "/api/doctor/patients/" + this.patient.id() + "/summary";
	}

	/**
	 * Waits until everything published before on the patient's key has been read: a later
	 * entry of the same key has come out at the other end.
	 */
	private void awaitConsumed() {
		String marker = UUID.randomUUID().toString();
		this.traffic.publish(Fact.entryLogged(this.patient, marker, 1, said("marker", "2020-01-01T00:00:00Z", "[]")));
		await().untilAsserted(() -> assertThat(assessments(1))
			.anyMatch((event) -> marker.equals(event.body().get("entryId").asString())));
	}

	private void logged(long version, String text, String symptoms) {
		this.traffic.publish(Fact.entryLogged(this.patient, this.entryId, version,
				said(text, "2026-11-23T08:00:00+01:00", symptoms)));
	}

	private static Consumer<ObjectNode> said(String text, String happenedAt, String symptoms) {
		return (body) -> Fact.content(body)
			.put("text", text)
			.put("happenedAt", happenedAt)
			.set("symptoms", JSON.readTree(symptoms));
	}

	private List<PublishedEvent> assessments(int count) {
		return this.traffic.awaitPublished("medlinks.ai.assessment", this.patient.id(), count);
	}

	private List<PublishedEvent> summaries(int count) {
		return this.traffic.awaitPublished("medlinks.ai.summary", this.patient.id(), count);
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(40));
	}

}
