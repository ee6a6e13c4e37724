package io.medlinks.patient;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.ACCESS_LOG;
import static io.medlinks.patient.PatientRequests.CARE_TEAM;
import static io.medlinks.patient.PatientRequests.atOnce;
import static io.medlinks.patient.PatientRequests.diaryOf;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.patient.PatientRequests.published;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom patients let see their record.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class CareTeamIT {

	private static final String TOPIC = "medlinks.patient.care-team";

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private PatientRequests requests;

	@BeforeEach
	void practise() {
		this.requests = new PatientRequests(this.api);
		this.requests.practises(this.traffic, this.doctor);
	}

	@Test
	void letsADoctorInAndOutAtOnce() {
		String entry = this.requests.logs(this.patient, "Headache");
		assertThat(this.requests.reads(this.patient, entry).get("visibleToDoctors").asInt()).isZero();
		problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		JsonNode member = read(this.requests.letsIn(this.patient, this.doctor), 201);
		assertThat(member.get("doctorId").asString()).isEqualTo(this.doctor.id());
		assertThat(member.get("name").asString()).isEqualTo(this.doctor.name());
		assertThat(member.get("specialty").asString()).isEqualTo("General practice");
		assertThat(member.get("active").asBoolean()).isTrue();
		assertThat(members()).containsExactly(member);
		assertThat(this.requests.reads(this.patient, entry).get("visibleToDoctors").asInt()).isEqualTo(1);
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		assertThat(this.requests.reads(this.patient, entry).get("visibleToDoctors").asInt()).isZero();
		assertThat(members()).hasSize(1)
			.first()
			.satisfies((left) -> assertThat(left.get("active").asBoolean()).isFalse());
		assertThat(read(this.requests.letsIn(this.patient, this.doctor), 201).get("active").asBoolean()).isTrue();
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		List<PublishedEvent> events = published(this.traffic, TOPIC, this.patient.id(), 3);
		assertThat(events).extracting(PublishedEvent::type)
			.containsExactly("medlinks.patient.care-team-link-opened.v1", "medlinks.patient.care-team-link-closed.v1",
					"medlinks.patient.care-team-link-opened.v1");
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L, 3L);
	}

	@Test
	void doingItTwiceChangesNothing() {
		JsonNode member = read(this.requests.letsIn(this.patient, this.doctor), 201);
		assertThat(read(this.requests.letsIn(this.patient, this.doctor), 201)).isEqualTo(member);
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		List<PublishedEvent> events = published(this.traffic, TOPIC, this.patient.id(), 3);
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L, 3L);
	}

	@Test
	void twoRequestsAtOnceOpenOneLink() {
		List<JsonNode> answers = atOnce(() -> read(this.requests.letsIn(this.patient, this.doctor), 201),
				() -> read(this.requests.letsIn(this.patient, this.doctor), 201));
		assertThat(answers.get(0)).isEqualTo(answers.get(1));
		assertThat(members()).hasSize(1);
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		assertThat(published(this.traffic, TOPIC, this.patient.id(), 2)).extracting(PublishedEvent::version)
			.containsExactly(1L, 2L);
	}

	@Test
	void theSameRequestTwiceAtOnceIsOneOpening() {
		letInTwiceAtOnce();
		letInTwiceAtOnce();
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		letInTwiceAtOnce();
		assertThat(published(this.traffic, TOPIC, this.patient.id(), 3)).extracting(PublishedEvent::version)
			.containsExactly(1L, 2L, 3L);
	}

	@Test
	void repeatedRequestNeitherReopensNorCloses() {
		String opening = UUID.randomUUID().toString();
		String closing = UUID.randomUUID().toString();
		read(letsIn(this.doctor.id(), opening), 201);
		revokes(closing).expectStatus().isNoContent();
		assertThat(read(letsIn(this.doctor.id(), opening), 201).get("active").asBoolean()).isFalse();
		problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		revokes(closing).expectStatus().isNoContent();
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		Account other = Account.newDoctor();
		this.requests.practises(this.traffic, other);
		problem(letsIn(other.id(), opening), 422, "idempotency-key-reused");
		problem(this.api.get(other, diaryOf(this.patient)), 403, "forbidden");
	}

	@Test
	void whatChangedNothingIsNotDoneLaterEither() {
		String opening = UUID.randomUUID().toString();
		String closing = UUID.randomUUID().toString();
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		read(letsIn(this.doctor.id(), opening), 201);
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		revokes(closing).expectStatus().isNoContent();
		assertThat(read(letsIn(this.doctor.id(), opening), 201).get("active").asBoolean()).isFalse();
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		revokes(closing).expectStatus().isNoContent();
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
	}

	@Test
	void knowsOnlyApprovedDoctors() {
		Account unapproved = Account.newDoctor();
		this.requests.practises(this.traffic, unapproved);
		this.requests.practisesNoMore(this.traffic, unapproved);
		JsonNode unknown = problem(this.requests.letsIn(this.patient, Account.newDoctor()), 404, "not-found");
		assertThat(problem(this.requests.letsIn(this.patient, unapproved), 404, "not-found")).isEqualTo(unknown);
		assertThat(problem(this.requests.letsIn(this.patient, this.patient), 404, "not-found")).isEqualTo(unknown);
		problem(this.requests.revokes(this.patient, this.doctor), 404, "not-found");
		assertThat(members()).isEmpty();
	}

	@Test
	void lostApprovalHidesTheDiary() {
		String entry = this.requests.logs(this.patient, "Headache");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		this.requests.practisesNoMore(this.traffic, this.doctor);
		assertThat(this.requests.reads(this.patient, entry).get("visibleToDoctors").asInt()).isZero();
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
	}

	@Test
	void doctorEndsCareAndThePatientSeesIt() {
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		String path = "/api/doctor/patients/" + this.patient.id();
		String key = UUID.randomUUID().toString();
		Supplier<Integer> ends = () -> this.api.as(this.doctor, HttpMethod.DELETE, path)
			.header("Idempotency-Key", key)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getStatus()
			.value();
		assertThat(atOnce(ends, ends)).containsOnly(204);
		assertThat(ends.get()).isEqualTo(204);
		problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		problem(this.api.as(this.doctor, HttpMethod.DELETE, path).exchange(), 403, "forbidden");
		assertThat(members()).hasSize(1)
			.first()
			.satisfies((left) -> assertThat(left.get("active").asBoolean()).isFalse());
		assertThat(published(this.traffic, TOPIC, this.patient.id(), 2).getLast().body().get("active").asBoolean())
			.isFalse();
		eventually("access").until(() -> read(this.api.get(this.patient, ACCESS_LOG), 200).get("items")
			.valueStream()
			.anyMatch((access) -> access.get("action").asString().equals("write")
					&& access.get("resource").asString().equals("care-team")
					&& access.get("actorId").asString().equals(this.doctor.id())));
	}

	@Test
	void othersCareTeamsStayTheirs() {
		Account other = Account.newPatient();
		read(this.requests.letsIn(other, this.doctor), 201);
		assertThat(members()).isEmpty();
		problem(this.requests.revokes(this.patient, this.doctor), 404, "not-found");
		read(this.api.get(this.doctor, diaryOf(other)), 200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"doctorId\": null}", "{\"doctorId\": \"\"}", "{\"doctorId\": \" \"}",
			"{\"doctorId\": {}}", "{\"doctorId\": [\"a\"]}" })
	void namesTheDoctorAsTheFieldThatIsNotAcceptable(String body) {
		assertThat(problem(this.api.post(this.patient, CARE_TEAM, body), 400, "validation-failed").at("/errors/0/field")
			.asString()).isEqualTo("doctorId");
	}

	private WebTestClient.ResponseSpec letsIn(String doctorId, String key) {
		return this.api.post(this.patient, CARE_TEAM, "{\"doctorId\": \"" + doctorId + "\"}", key);
	}

	private void letInTwiceAtOnce() {
		String key = UUID.randomUUID().toString();
		List<JsonNode> answers = atOnce(() -> read(letsIn(this.doctor.id(), key), 201),
				() -> read(letsIn(this.doctor.id(), key), 201));
		assertThat(answers.get(0)).isEqualTo(answers.get(1));
		assertThat(answers.get(0).get("active").asBoolean()).isTrue();
	}

	private WebTestClient.ResponseSpec revokes(String key) {
		return this.api.as(this.patient, HttpMethod.DELETE, CARE_TEAM + "/" + this.doctor.id())
			.header("Idempotency-Key", key)
			.exchange();
	}

	private List<JsonNode> members() {
		return read(this.api.get(this.patient, CARE_TEAM), 200).get("items").valueStream().toList();
	}

}
