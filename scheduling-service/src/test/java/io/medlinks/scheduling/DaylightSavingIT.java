package io.medlinks.scheduling;

import java.util.List;

import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Night hours in Lisbon on the days on which clocks change, from the offer to the lists.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class DaylightSavingIT {

	private static final String SPRING = "2027-03-28";

	private static final String AUTUMN = "2027-10-31";

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	private final Account other = Account.newPatient();

	@Autowired
	ApiClient api;

	@Autowired
	Practice practice;

	@BeforeEach
	void openAtNight() {
		this.practice.decides(this.doctor, true);
		String hours = Practice.hours("00:00", "04:00", 30, 0).replace("\"horizonDays\": 60", "\"horizonDays\": 365");
		read(this.api.as(this.doctor, HttpMethod.PUT, "/api/doctor/availability").bodyValue(hours).exchange(), 200);
		this.practice.links(this.patient, this.doctor, true);
		this.practice.links(this.other, this.doctor, true);
	}

	@Test
	void leavesOutTheHourThatDoesNotExist() {
		assertThat(starts(SPRING)).containsExactly("2027-03-28T00:00:00Z", "2027-03-28T00:30:00Z",
				"2027-03-28T02:00:00+01:00", "2027-03-28T02:30:00+01:00", "2027-03-28T03:00:00+01:00",
				"2027-03-28T03:30:00+01:00");
	}

	@Test
	void offersTheHourThatComesTwiceOnce() {
		assertThat(starts(AUTUMN)).containsExactly("2027-10-31T00:00:00+01:00", "2027-10-31T00:30:00+01:00",
				"2027-10-31T01:00:00+01:00", "2027-10-31T01:30:00+01:00", "2027-10-31T02:00:00Z",
				"2027-10-31T02:30:00Z", "2027-10-31T03:00:00Z", "2027-10-31T03:30:00Z");
		JsonNode refused = problem(this.practice.books(this.patient, this.doctor, "2027-10-31T01:00:00Z"), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("not-an-opening");
	}

	@Test
	void booksTheSameInstantOnceHoweverItIsWritten() {
		JsonNode booked = read(this.practice.books(this.patient, this.doctor, "2027-10-31T01:30:00+01:00"), 201);
		assertThat(booked.get("end").asString()).isEqualTo("2027-10-31T01:00:00Z");
		JsonNode refused = problem(this.practice.books(this.other, this.doctor, "2027-10-31T00:30:00Z"), 409,
				"slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("taken");
		read(this.practice.books(this.other, this.doctor, "2027-10-31T02:00:00Z"), 201);
		read(this.practice.books(this.patient, this.doctor, "2027-03-28T02:00:00+01:00"), 201);
	}

	@Test
	void movesOntoTheFirstOfALocalTimeThatComesTwice() {
		String id = read(this.practice.books(this.patient, this.doctor, "2027-10-31T03:00:00Z"), 201).get("id")
			.asString();
		JsonNode refused = problem(move(id, 1, "2027-10-31T01:30:00Z"), 409, "slot-unavailable");
		assertThat(refused.at("/reasons/0/code").asString()).isEqualTo("not-an-opening");
		JsonNode moved = read(move(id, 1, "2027-10-31T01:30:00+01:00"), 200);
		assertThat(moved.get("start").asString()).isEqualTo("2027-10-31T01:30:00+01:00");
		assertThat(moved.get("end").asString()).isEqualTo("2027-10-31T01:00:00Z");
		assertThat(read(move(id, 2, "2027-10-31T00:30:00Z"), 200).get("version").asInt())
			.as("the same moment, written in another way")
			.isEqualTo(2);
		assertThat(read(move(id, 2, "2027-03-28T02:00:00+01:00"), 200).get("start").asString())
			.isEqualTo("2027-03-28T02:00:00+01:00");
	}

	@Test
	void listsTheDayOfTheWallClock() {
		read(this.practice.books(this.patient, this.doctor, "2027-10-31T00:00:00+01:00"), 201);
		for (Account reader : List.of(this.patient, this.doctor)) {
			String list = reader.equals(this.patient) ? "/api/patient/appointments" : "/api/doctor/appointments";
			assertThat(read(this.api.get(reader, list + "?from=" + AUTUMN + "&to=" + AUTUMN), 200).get("items"))
				.hasSize(1);
			assertThat(read(this.api.get(reader, list + "?from=2027-10-30&to=2027-10-30"), 200).get("items")).isEmpty();
		}
	}

	private WebTestClient.ResponseSpec move(String id, int version, String start) {
		return this.api.as(this.patient, HttpMethod.PATCH, "/api/patient/appointments/" + id)
			.header("If-Match", "\"" + version + "\"")
			.bodyValue("{\"start\": \"" + start + "\"}")
			.exchange();
	}

	private List<String> starts(String day) {
		JsonNode openings = read(this.api.get(this.patient,
				"/api/patient/doctors/" + this.doctor.id() + "/openings?from=" + day + "&to=" + day), 200);
		return openings.get("items").valueStream().map((opening) -> opening.get("start").asString()).toList();
	}

}
