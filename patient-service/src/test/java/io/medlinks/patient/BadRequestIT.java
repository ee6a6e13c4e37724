package io.medlinks.patient;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.ACCESS_LOG;
import static io.medlinks.patient.PatientRequests.CARE_TEAM;
import static io.medlinks.patient.PatientRequests.ENTRIES;
import static io.medlinks.patient.PatientRequests.LIVE;
import static io.medlinks.patient.PatientRequests.PROFILE;
import static io.medlinks.patient.PatientRequests.entry;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every route refuses, and how.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class BadRequestIT {

	private static final String SOMEBODY = UUID.randomUUID().toString();

	private static final String DOCTORS_DIARY = "/api/doctor/patients/" + SOMEBODY + "/diary/entries";

	private static final String INVITE = "/api/doctor/patients";

	private static final String INVITED = "/api/doctor/invitations";

	private static final String RECEIVED = "/api/patient/invitations";

	private static final List<Route> ROUTES = List.of(new Route(HttpMethod.GET, PROFILE),
			new Route(HttpMethod.PUT, PROFILE), new Route(HttpMethod.POST, ENTRIES), new Route(HttpMethod.GET, ENTRIES),
			new Route(HttpMethod.GET, ENTRIES + "/" + SOMEBODY), new Route(HttpMethod.PUT, ENTRIES + "/" + SOMEBODY),
			new Route(HttpMethod.DELETE, ENTRIES + "/" + SOMEBODY),
			new Route(HttpMethod.GET, ENTRIES + "/" + SOMEBODY + "/versions"), new Route(HttpMethod.GET, CARE_TEAM),
			new Route(HttpMethod.POST, CARE_TEAM), new Route(HttpMethod.DELETE, CARE_TEAM + "/" + SOMEBODY),
			new Route(HttpMethod.GET, ACCESS_LOG), new Route(HttpMethod.GET, LIVE),
			new Route(HttpMethod.GET, DOCTORS_DIARY),
			new Route(HttpMethod.GET, DOCTORS_DIARY + "/" + SOMEBODY + "/versions"),
			new Route(HttpMethod.GET, "/api/patient/med-log"),
			new Route(HttpMethod.GET, "/api/doctor/patients/" + SOMEBODY + "/med-log"),
			new Route(HttpMethod.DELETE, "/api/doctor/patients/" + SOMEBODY), new Route(HttpMethod.POST, INVITE),
			new Route(HttpMethod.GET, INVITED), new Route(HttpMethod.POST, INVITED + "/" + SOMEBODY + "/mail"),
			new Route(HttpMethod.GET, RECEIVED), new Route(HttpMethod.POST, RECEIVED + "/" + SOMEBODY + "/acceptance"),
			new Route(HttpMethod.DELETE, RECEIVED + "/" + SOMEBODY));

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	static Stream<Route> routes() {
		return ROUTES.stream();
	}

	static Stream<Route> routesWithABody() {
		return ROUTES.stream().filter(Route::hasABody);
	}

	static Stream<Route> lists() {
		return Stream.of(ENTRIES, ACCESS_LOG, INVITED).map((path) -> new Route(HttpMethod.GET, path));
	}

	@ParameterizedTest
	@MethodSource("routes")
	void opensNothingToNobody(Route route) {
		problem(this.api.nobody(route.method(), route.path()).exchange(), 401, "unauthenticated");
	}

	@ParameterizedTest
	@MethodSource("routes")
	void opensNothingToASpoiltToken(Route route) {
		Account caller = route.isForDoctors() ? Account.newDoctor() : this.patient;
		for (String token : List.of(TestIdentities.accessToken(caller).expired().value(),
				TestIdentities.accessToken(caller).signedByStranger().value(),
				TestIdentities.accessToken(caller).forAudience("somewhere-else").value(),
				TestIdentities.accessToken(caller).unsigned().value(), "nonsense")) {
			problem(this.api.nobody(route.method(), route.path()).header("Authorization", "Bearer " + token).exchange(),
					401, "unauthenticated");
		}
	}

	@ParameterizedTest
	@MethodSource("routes")
	void opensNothingToTheWrongRole(Route route) {
		Account other = route.isForDoctors() ? this.patient : Account.newDoctor();
		problem(this.api.as(other, route.method(), route.path()).exchange(), 403, "forbidden");
		problem(this.api.as(Account.newOperator(), route.method(), route.path()).exchange(), 403, "forbidden");
		problem(this.api.as(this.patient.withRoles(), route.method(), route.path()).exchange(), 403, "forbidden");
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void asksForJsonThatCanBeRead(Route route) {
		Account caller = caller(route);
		for (String body : List.of("{", "{\"text\": ", "nonsense", "{'text': 'x'}", "\u0000",
				"{\"text\": \"x\"} trailing {", "{\"a\":".repeat(5000))) {
			problem(sends(caller, route, body), 400, "malformed-request");
		}
		problem(this.api.as(caller, route.method(), route.path()).header("If-Match", "\"1\"").exchange(), 400,
				"malformed-request");
		for (String body : List.of("[]", "\"text\"", "42", "null", "[{}]")) {
			assertThat(read(sends(caller, route, body)).get("status").asInt()).as(body).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void asksForJsonAndNothingElse(Route route) {
		Account caller = caller(route);
		for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_XML,
				MediaType.APPLICATION_FORM_URLENCODED)) {
			problem(this.api.as(caller, route.method(), route.path())
				.contentType(type)
				.header("If-Match", "\"1\"")
				.bodyValue("text=x")
				.exchange(), 415, "unsupported-media-type");
		}
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void refusesAMegabyteOfText(Route route) {
		Account caller = caller(route);
		problem(sends(caller, route, entry("a".repeat(1_048_576))), 413, "too-large");
		problem(sends(caller, route, "{\"doctorId\": \"%s\"}".formatted("a".repeat(1_048_576))), 413, "too-large");
	}

	@ParameterizedTest
	@MethodSource("routesWithABody")
	void refusesAKeyThatIsNone(Route route) {
		Account caller = caller(route);
		for (String key : List.of("", "k".repeat(201))) {
			JsonNode refused = problem(this.api.as(caller, route.method(), route.path())
				.header("Idempotency-Key", key)
				.header("If-Match", "\"1\"")
				.bodyValue(entry("x"))
				.exchange(), 400, "validation-failed");
			assertThat(refused.at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
			assertThat(refused.at("/errors/0/message").asString()).isEqualTo("must have 1 to 200 characters");
		}
	}

	@ParameterizedTest
	@MethodSource("lists")
	void refusesABadLimit(Route list) {
		Account caller = caller(list);
		for (String limit : List.of("0", "-1", "101", "many", "1.5", "99999999999", "١٢x")) {
			JsonNode refused = problem(this.api.get(caller, list.path() + "?limit=" + limit), 400, "validation-failed");
			assertThat(refused.at("/errors/0/field").asString()).as(limit).isEqualTo("limit");
			assertThat(refused.at("/errors/0/message").asString()).as(limit)
				.isEqualTo("must be a whole number from 1 to 100");
		}
	}

	@ParameterizedTest
	@MethodSource("lists")
	void refusesABadCursor(Route list) {
		Account caller = caller(list);
		for (String cursor : List.of("nonsense", "!!!", "YQ", "YzEf", "YzEfbm93H2lk", "a".repeat(2000))) {
			problem(this.api.get(caller, list.path() + "?cursor=" + cursor), 400, "bad-cursor");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/patient/nothing", "/api/patient", "/api/patient/diary/entries/a/b/c",
			"/api/patient/profile/x" })
	void knowsNoOtherAddress(String path) {
		problem(this.api.get(this.patient, path), 404, "not-found");
	}

	@Test
	void isClosedOutsideItsMap() {
		for (String path : List.of("/", "/api/operator/doctors", "/actuator/env", "/swagger-ui")) {
			problem(this.api.get(this.patient, path), 403, "forbidden");
		}
		problem(this.api.get(this.patient, "/internal/anything"), 401, "unauthenticated");
	}

	@Test
	void refusesAddressesThatMeanNoRoute() {
		problem(this.api.get(this.patient, ENTRIES + "/%2e%2e"), 400, "malformed-request");
		problem(this.api.get(this.patient, ENTRIES + "/a;b=c"), 400, "malformed-request");
	}

	@Test
	void offersOnlyTheMethodsOfItsMap() {
		problem(this.api.as(this.patient, HttpMethod.PATCH, PROFILE).bodyValue("{}").exchange(), 405,
				"method-not-allowed");
		problem(this.api.as(this.patient, HttpMethod.DELETE, PROFILE).exchange(), 405, "method-not-allowed");
		problem(this.api.as(this.patient, HttpMethod.PUT, ENTRIES).bodyValue("{}").exchange(), 405,
				"method-not-allowed");
		problem(this.api.as(this.patient, HttpMethod.POST, ACCESS_LOG).bodyValue("{}").exchange(), 405,
				"method-not-allowed");
	}

	@Test
	void saysWhichFormatsItHas() {
		problem(this.api.as(this.patient, HttpMethod.GET, LIVE).accept(MediaType.APPLICATION_JSON).exchange(), 406,
				"not-acceptable");
		problem(this.api.as(this.patient, HttpMethod.GET, ENTRIES).accept(MediaType.APPLICATION_PDF).exchange(), 406,
				"not-acceptable");
	}

	/** Somebody whom a route answers. */
	private Account caller(Route route) {
		if (!route.isForDoctors()) {
			return this.patient;
		}
		Account doctor = Account.newDoctor();
		new PatientRequests(this.api).practises(this.traffic, doctor);
		return doctor;
	}

	private WebTestClient.ResponseSpec sends(Account caller, Route route, String body) {
		return this.api.as(caller, route.method(), route.path()).header("If-Match", "\"1\"").bodyValue(body).exchange();
	}

	record Route(HttpMethod method, String path) {

		boolean hasABody() {
			return (this.method == HttpMethod.POST || this.method == HttpMethod.PUT)
					&& !this.path.startsWith(INVITED + "/") && !this.path.startsWith(RECEIVED + "/");
		}

		boolean isForDoctors() {
			return this.path.startsWith("/api/doctor/");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path.replace(SOMEBODY, "{id}");
		}

	}

}
