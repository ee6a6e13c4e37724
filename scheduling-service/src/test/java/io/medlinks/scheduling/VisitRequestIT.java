package io.medlinks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.SecondInstance;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What doctors ask to be booked is shown to the patient until it is.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class VisitRequestIT {

	private static final String REQUESTS = "/api/patient/visit-requests";

	private static final String ASKED_AT = PassingTime.BEGINNING.toString();

	private static final String IN_A_WEEK = PassingTime.BEGINNING.plus(Duration.ofDays(7)).toString();

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	Practice practice;

	@Autowired
	ConfigurableEnvironment environment;

	@Autowired
	PassingTime clock;

	@BeforeEach
	void open() {
		this.practice.practises(this.doctor, "09:00", "17:00", 30, 0);
		this.practice.links(this.patient, this.doctor, true);
	}

	@Test
	void isOpenUntilSuchAVisitIsBookedAndAgainOnceItIsCalledOff() {
		assertThat(open(this.patient)).isEmpty();
		String id = asks("in-person", ASKED_AT, IN_A_WEEK);
		JsonNode request = await((open) -> open.size() == 1).getFirst();
		assertThat(request.get("id").asString()).isEqualTo(id);
		assertThat(request.get("doctorId").asString()).isEqualTo(this.doctor.id());
		assertThat(request.get("doctorName").asString()).isEqualTo(this.doctor.name());
		assertThat(request.get("visitType").asString()).isEqualTo("in-person");
		assertThat(Instant.parse(request.get("until").asString())).isEqualTo(Instant.parse(IN_A_WEEK));

		String appointment = read(this.practice.books(this.patient, this.doctor, opening(0)), 201).get("id").asString();
		assertThat(open(this.patient)).isEmpty();
		this.api.as(this.patient, HttpMethod.DELETE, "/api/patient/appointments/" + appointment)
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.isNoContent();
		assertThat(open(this.patient)).hasSize(1);
		read(this.api.post(this.doctor, "/api/doctor/appointments", """
				{"patientId": "%s", "start": "%s", "visitType": "in-person"}""".formatted(this.patient.id(),
				opening(1))), 201);
		assertThat(open(this.patient)).isEmpty();
	}

	@Test
	void isNotDoneByAVisitOfAnotherKindOrDoctorOrFromBefore() {
		read(this.practice.books(this.patient, this.doctor, opening(0)), 201);
		Account colleague = Account.newDoctor();
		this.practice.practises(colleague, "09:00", "17:00", 30, 0);
		this.practice.links(this.patient, colleague, true);
		asks("in-person", this.clock.instant().plus(Duration.ofMinutes(5)).toString(), IN_A_WEEK);
		asks("phone", ASKED_AT, IN_A_WEEK);
		await((open) -> open.size() == 2);
		read(this.practice.books(this.patient, colleague, opening(4)), 201);
		assertThat(open(this.patient)).hasSize(2);
	}

	@Test
	void isNotHiddenBehindManyThatAreBooked() {
		for (int i = 0; i < 20; i++) {
			asks("in-person", ASKED_AT, IN_A_WEEK);
		}
		String later = asks("phone", ASKED_AT, PassingTime.BEGINNING.plus(Duration.ofDays(30)).toString());
		await((open) -> open.size() == 20);
		read(this.practice.books(this.patient, this.doctor, opening(0)), 201);
		assertThat(await((open) -> open.size() == 1).getFirst().get("id").asString()).isEqualTo(later);
	}

	@Test
	void followsTheConsultationWhateverTheOrder() {
		String id = UUID.randomUUID().toString();
		Fact asksToday = asks(id, 2, "in-person", ASKED_AT, ASKED_AT);
		this.traffic.publish(asksToday);
		this.traffic.publish(asks(id, 1, "in-person", ASKED_AT, IN_A_WEEK));
		this.traffic.publish(asksToday);
		String marker = asks("phone", ASKED_AT, IN_A_WEEK);
		List<JsonNode> open = await((found) -> found.size() == 2);
		assertThat(open.get(0).get("id").asString()).isEqualTo(id);
		assertThat(Instant.parse(open.get(0).get("until").asString())).isEqualTo(PassingTime.BEGINNING);
		this.traffic.publish(Fact.consultationRetracted(this.patient, this.doctor, id, 3));
		assertThat(await((found) -> found.size() == 1).getFirst().get("id").asString()).isEqualTo(marker);
		this.traffic
			.publish(Fact.consultation(this.patient, this.doctor, marker, 2, (body) -> body.putNull("pleaseBook")));
		await(List::isEmpty);
	}

	@Test
	void isShownToItsPatientOnlyAndWhileTheDoctorMayBeVisited() {
		asks("in-person", ASKED_AT, IN_A_WEEK);
		await((open) -> open.size() == 1);
		assertThat(open(Account.newPatient())).isEmpty();
		this.practice.links(this.patient, this.doctor, false);
		assertThat(open(this.patient)).isEmpty();
		this.practice.links(this.patient, this.doctor, true);
		assertThat(open(this.patient)).hasSize(1);
		this.practice.decides(this.doctor, false);
		assertThat(open(this.patient)).isEmpty();
		problem(this.api.get(this.doctor, REQUESTS), 403, "forbidden");
		problem(this.api.nobody(HttpMethod.GET, REQUESTS).exchange(), 401, "unauthenticated");
	}

	@Test
	void isForgottenAMonthAfterItsTime() {
		Instant monthAgo = PassingTime.BEGINNING.minus(Duration.ofDays(30));
		asks("in-person", monthAgo.minusSeconds(60).toString(), monthAgo.minusSeconds(1).toString());
		String late = asks("phone", monthAgo.toString(), monthAgo.plus(Duration.ofDays(2)).toString());
		assertThat(await((open) -> !open.isEmpty())).extracting((request) -> request.get("id").asString())
			.containsExactly(late);
	}

	@Test
	void isTheSameAtBothInstances() {
		asks("in-person", ASKED_AT, IN_A_WEEK);
		try (SecondInstance second = SecondInstance.of(this.environment, SchedulingServiceApplication.class,
				PassingTime.Time.class)) {
			await((open) -> open.size() == 1);
			assertThat(read(second.api().get(this.patient, REQUESTS), 200))
				.isEqualTo(read(this.api.get(this.patient, REQUESTS), 200));
		}
	}

	private String asks(String visitType, String askedAt, String until) {
		String id = UUID.randomUUID().toString();
		this.traffic.publish(asks(id, 1, visitType, askedAt, until));
		return id;
	}

	private Fact asks(String id, long version, String visitType, String askedAt, String until) {
		return Fact.consultation(this.patient, this.doctor, id, version,
				(body) -> body.putObject("pleaseBook")
					.put("visitType", visitType)
					.put("askedAt", askedAt)
					.put("until", until));
	}

	private String opening(int which) {
		return read(this.api.get(this.patient, "/api/patient/doctors/" + this.doctor.id() + "/openings"), 200)
			.at("/items/" + which + "/start")
			.asString();
	}

	private List<JsonNode> open(Account someone) {
		return read(this.api.get(someone, REQUESTS), 200).get("items").valueStream().toList();
	}

	private List<JsonNode> await(Predicate<List<JsonNode>> wanted) {
		return Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(40))
			.until(() -> open(this.patient), wanted);
	}

}
