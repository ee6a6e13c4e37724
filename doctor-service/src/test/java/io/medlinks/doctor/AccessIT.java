package io.medlinks.doctor;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each route opens to the group it is for, and takes no page that is none.
 */
@MedLinksIT
class AccessIT {

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	private Stories stories;

	@BeforeEach
	void connect() {
		this.stories = new Stories(this.api, this.traffic);
	}

	static Stream<Route> routes() {
		String someone = UUID.randomUUID().toString();
		return Stream.of(new Route(HttpMethod.GET, Stories.PROFILE, "doctor"),
				new Route(HttpMethod.PUT, Stories.PROFILE, "doctor"),
				new Route(HttpMethod.GET, Stories.DASHBOARD, "doctor"),
				new Route(HttpMethod.GET, Stories.LIVE, "doctor"),
				new Route(HttpMethod.GET, Stories.PATIENTS, "doctor"),
				new Route(HttpMethod.GET, Stories.PATIENTS + "/" + someone, "doctor"),
				new Route(HttpMethod.POST, Stories.REVIEWS, "doctor"),
				new Route(HttpMethod.GET, Stories.PATIENTS + "/" + someone + "/consultations", "doctor"),
				new Route(HttpMethod.POST, Stories.PATIENTS + "/" + someone + "/consultations", "doctor"),
				new Route(HttpMethod.GET, Stories.PATIENTS + "/" + someone + "/consultations/" + someone, "doctor"),
				new Route(HttpMethod.PUT, Stories.PATIENTS + "/" + someone + "/consultations/" + someone, "doctor"),
				new Route(HttpMethod.DELETE, Stories.PATIENTS + "/" + someone + "/consultations/" + someone, "doctor"),
				new Route(HttpMethod.GET, Stories.PATIENTS + "/" + someone + "/consultations/" + someone + "/versions",
						"doctor"),
				new Route(HttpMethod.GET, "/api/operator/doctors", "operator"),
				new Route(HttpMethod.POST, "/api/operator/doctors/" + someone + "/approval", "operator"),
				new Route(HttpMethod.DELETE, "/api/operator/doctors/" + someone + "/approval", "operator"),
				new Route(HttpMethod.GET, "/api/patient/doctors", "patient"));
	}

	@ParameterizedTest
	@MethodSource("routes")
	void letsNobodyIn(Route route) {
		ApiClient.problem(this.api.nobody(route.method, route.path).exchange(), 401, "unauthenticated");
		ApiClient.problem(this.api.nobody(route.method, route.path).header("Authorization", "Bearer a.b.c").exchange(),
				401, "unauthenticated");
	}

	@ParameterizedTest
	@MethodSource("routes")
	void letsNoOtherGroupIn(Route route) {
		Account account = Account.newDoctor();
		for (String role : List.of("patient", "doctor", "operator", "nurse")) {
			if (!role.equals(route.role)) {
				ApiClient.problem(send(account.withRoles(role), route), 403, "forbidden");
			}
		}
		ApiClient.problem(send(account.withRoles(), route), 403, "forbidden");
	}

	static Stream<Route> routesOfApprovedDoctors() {
		return routes().filter((route) -> route.role.equals("doctor") && !route.path.equals(Stories.PROFILE));
	}

	@ParameterizedTest
	@MethodSource("routesOfApprovedDoctors")
	void letsInDoctorsWhoAreApprovedOnly(Route route) {
		Account doctor = Account.newDoctor();
		ApiClient.problem(send(doctor, route), 403, "forbidden");
		this.stories.registers(doctor);
		ApiClient.problem(send(doctor, route), 403, "forbidden");
		this.stories.decides(doctor, true).expectStatus().isNoContent();
		this.stories.decides(doctor, false).expectStatus().isNoContent();
		ApiClient.problem(send(doctor, route), 403, "forbidden");
	}

	@Test
	void offersNoOtherMethods() {
		ApiClient.problem(this.api.as(Account.newPatient(), HttpMethod.PATCH, "/api/patient/doctors").exchange(), 405,
				"method-not-allowed");
	}

	@ParameterizedTest
	@ValueSource(strings = { Stories.DASHBOARD, Stories.PATIENTS, "/api/operator/doctors", "/api/patient/doctors" })
	void refusesPagesThatAreNone(String path) {
		Account account = accountFor(path);
		for (String cursor : List.of("nonsense", "YzEf", "YzE", "YzEfYQ", "=", "a b", "x".repeat(3000),
				"YzEfMR95ZXN0ZXJkYXkfcA", "YzEfeB94H3g")) {
			WebTestClient.ResponseSpec response = this.api.get(account, path + "?cursor=" + cursor);
			if (path.equals(Stories.DASHBOARD) || !cursor.startsWith("YzEf") || cursor.length() < 7) {
				ApiClient.problem(response, 400, "bad-cursor");
			}
			else {
				assertThat(response.expectBody().returnResult().getStatus().is5xxServerError()).isFalse();
			}
		}
		for (String limit : List.of("0", "-1", "101", "1.5", "x", "99999999999", " ")) {
			JsonNode problem = ApiClient.problem(this.api.get(account, path + "?limit=" + limit), 400,
					"validation-failed");
			assertThat(problem.at("/errors/0/field").asString()).isEqualTo("limit");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { Stories.PATIENTS, "/api/patient/doctors" })
	void refusesSearchesThatAreNone(String path) {
		Account account = accountFor(path);
		for (String search : List.of("x".repeat(101), "a\u0000b")) {
			JsonNode problem = ApiClient.problem(this.api.get(account, path + "?q=" + search), 400,
					"validation-failed");
			assertThat(problem.at("/errors/0/field").asString()).isEqualTo("q");
		}
	}

	@Test
	void answersOddPatientsLikeUnknownOnes() {
		Account doctor = accountFor(Stories.PATIENTS);
		for (String id : List.of(" ", "x".repeat(2000), "a:b", "$ne", "null", doctor.id())) {
			ApiClient.problem(this.api.get(doctor, Stories.PATIENTS + "/" + id), 403, "forbidden");
		}
		ApiClient.problem(this.api.get(doctor, Stories.PATIENTS + "/\u0000"), 400, "malformed-request");
		ApiClient.problem(this.api.get(doctor, "/api/doctor/nothing"), 404, "not-found");
	}

	private Account accountFor(String path) {
		if (path.startsWith("/api/operator")) {
			return Account.OLGA;
		}
		if (path.startsWith("/api/patient")) {
			return Account.newPatient();
		}
		Account doctor = Account.newDoctor();
		this.stories.practises(doctor);
		return doctor;
	}

	private WebTestClient.ResponseSpec send(Account account, Route route) {
		return this.api.as(account, route.method, route.path)
			.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
			.exchange();
	}

	/**
	 * A route and the group that it is for.
	 */
	record Route(HttpMethod method, String path, String role) {
	}

}
