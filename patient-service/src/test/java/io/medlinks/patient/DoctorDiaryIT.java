package io.medlinks.patient;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

import static io.medlinks.patient.PatientRequests.ACCESS_LOG;
import static io.medlinks.patient.PatientRequests.amendment;
import static io.medlinks.patient.PatientRequests.diaryOf;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What doctors see of their patients' diaries, and what patients see of that.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class DoctorDiaryIT {

	/** Repeated reads within it are one access record. */
	private static final Duration BUCKET = Duration.ofMinutes(5);

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private PassingTime time;

	private PatientRequests requests;

	@BeforeEach
	void practise() {
		this.requests = new PatientRequests(this.api);
		this.requests.practises(this.traffic, this.doctor);
	}

	@Test
	void showsThePatientWhoReadTheDiaryAndWhen() {
		String id = this.requests.logs(this.patient, "Headache");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		assertThat(accesses()).isEmpty();
		this.time.advanceToNext(BUCKET);
		JsonNode seen = read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		assertThat(seen.at("/items/0/id").asString()).isEqualTo(id);
		assertThat(seen.at("/items/0/text").asString()).isEqualTo("Headache");
		assertThat(seen.at("/items/0/visibleToDoctors").asInt()).isEqualTo(1);
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		read(this.api.get(this.doctor, diaryOf(this.patient) + "/" + id + "/versions"), 200);
		eventually("access").until(() -> accesses().size() == 1);
		JsonNode access = accesses().get(0);
		assertThat(access.get("actorId").asString()).isEqualTo(this.doctor.id());
		assertThat(access.get("actorName").asString()).isEqualTo(this.doctor.name());
		assertThat(access.get("actorRole").asString()).isEqualTo("doctor");
		assertThat(access.get("resource").asString()).isEqualTo("diary");
		assertThat(access.get("action").asString()).isEqualTo("read");
		assertThat(access.get("purpose").asString()).isEqualTo("care");
		List<PublishedEvent> published = this.traffic.published("medlinks.access", access.get("id").asString());
		assertThat(published).isNotEmpty();
		assertThat(published.getFirst().body().get("patientIds").get(0).asString()).isEqualTo(this.patient.id());
		this.time.advanceToNext(BUCKET);
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		eventually("access of the next five minutes").until(() -> accesses().size() == 2);
	}

	@Test
	void readsPagesAndVersions() {
		String id = this.requests.logs(this.patient, "Headache");
		read(this.requests.amends(this.patient, id, 1, amendment("Headache on the left", "side")), 200);
		this.requests.logs(this.patient, "Nausea");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		JsonNode first = read(this.api.get(this.doctor, diaryOf(this.patient) + "?limit=1"), 200);
		JsonNode second = read(this.api.get(this.doctor,
				diaryOf(this.patient) + "?limit=1&cursor=" + first.get("nextCursor").asString()), 200);
		assertThat(second.get("nextCursor").isNull()).isTrue();
		assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
		JsonNode versions = read(this.api.get(this.doctor, diaryOf(this.patient) + "/" + id + "/versions"), 200);
		assertThat(versions.get("items")).hasSize(2);
		assertThat(versions.at("/items/0/reason").asString()).isEqualTo("side");
		assertThat(versions.at("/items/1/text").asString()).isEqualTo("Headache");
	}

	@Test
	void opensNothingToADoctorWithoutALink() {
		String id = this.requests.logs(this.patient, "Headache");
		JsonNode refused = problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		assertThat(problem(this.api.get(this.doctor, diaryOf(Account.newPatient())), 403, "forbidden"))
			.isEqualTo(refused);
		assertThat(problem(this.api.get(this.doctor, diaryOf(this.patient) + "/" + id + "/versions"), 403, "forbidden"))
			.isEqualTo(refused);
		assertThat(problem(
				this.api.as(this.doctor, HttpMethod.DELETE, "/api/doctor/patients/" + this.patient.id()).exchange(),
				403, "forbidden"))
			.isEqualTo(refused);
		Account other = Account.newDoctor();
		this.requests.practises(this.traffic, other);
		read(this.requests.letsIn(this.patient, other), 201);
		read(this.api.get(other, diaryOf(this.patient)), 200);
		eventually("the rightful access").until(() -> accesses().size() >= 1);
		assertThat(accesses())
			.allSatisfy((access) -> assertThat(access.get("actorId").asString()).isEqualTo(other.id()));
	}

	@Test
	void opensNothingAfterRevocation() {
		String id = this.requests.logs(this.patient, "Headache");
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		this.requests.revokes(this.patient, this.doctor).expectStatus().isNoContent();
		problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden");
		problem(this.api.get(this.doctor, diaryOf(this.patient) + "/" + id + "/versions"), 403, "forbidden");
	}

	@Test
	void opensNothingWithoutApproval() {
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		read(this.api.get(this.doctor, diaryOf(this.patient)), 200);
		this.requests.practisesNoMore(this.traffic, this.doctor);
		assertThat(problem(this.api.get(this.doctor, diaryOf(this.patient)), 403, "forbidden").get("detail").asString())
			.contains("approved");
		Account unknown = Account.newDoctor();
		assertThat(problem(this.api.get(unknown, diaryOf(this.patient)), 403, "forbidden").get("detail").asString())
			.contains("approved");
	}

	@Test
	void anotherPatientsEntryAnswersLikeAnUnknownOne() {
		read(this.requests.letsIn(this.patient, this.doctor), 201);
		String theirs = this.requests.logs(Account.newPatient(), "Nobody else's business");
		JsonNode foreign = problem(this.api.get(this.doctor, diaryOf(this.patient) + "/" + theirs + "/versions"), 404,
				"not-found");
		assertThat(problem(this.api.get(this.doctor, diaryOf(this.patient) + "/" + UUID.randomUUID() + "/versions"),
				404, "not-found"))
			.isEqualTo(foreign);
	}

	private JsonNode accesses() {
		return read(this.api.get(this.patient, ACCESS_LOG), 200).get("items");
	}

}
