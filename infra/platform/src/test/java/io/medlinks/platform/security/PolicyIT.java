package io.medlinks.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.medlinks.notes.NotesTest;
import io.medlinks.notes.Practice;
import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.events.Outbox;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.AccessToken;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.web.ApiClient;
import org.bson.Document;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data is shown to those it is open to, and not before that was recorded.
 */
@NotesTest
class PolicyIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	@Autowired
	private ApiClient api;

	@Autowired
	private Practice practice;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private Outbox outbox;

	@Autowired
	private ReactiveMongoTemplate mongo;

	private final Account patient = Account.newPatient();

	static Stream<Named<UnaryOperator<AccessToken>>> spoiledTokens() {
		return Stream.of(Named.of("expired", AccessToken::expired), Named.of("unsigned", AccessToken::unsigned),
				Named.of("signed by a stranger", AccessToken::signedByStranger),
				Named.of("of another issuer", (token) -> token.fromIssuer("http://localhost:1/realms/medlinks")),
				Named.of("for another audience", (token) -> token.forAudience("account")),
				Named.of("for another client", (token) -> token.byClient("stranger")),
				Named.of("for no client", (token) -> token.with((claims) -> claims.claim("azp", null))),
				Named.of("an ID token", AccessToken::asIdToken),
				Named.of("a refresh token", (token) -> token.with((claims) -> claims.claim("typ", "Refresh"))),
				Named.of("without an end", (token) -> token.with((claims) -> claims.expirationTime(null))),
				Named.of("not valid yet", (token) -> token
					.with((claims) -> claims.notBeforeTime(Date.from(Clock.systemUTC().instant().plusSeconds(3600))))),
				Named.of("of nobody", (token) -> token.with((claims) -> claims.subject(null))));
	}

	@ParameterizedTest
	@MethodSource("spoiledTokens")
	void refusesATokenThatIs(UnaryOperator<AccessToken> spoiling) {
		String token = spoiling.apply(TestIdentities.accessToken(this.patient)).value();
		ApiClient.problem(bearing(token, "/api/patient/notes"), 401, "unauthenticated");
		Account doctor = this.practice.doctorOf(this.patient);
		String ofDoctor = spoiling.apply(TestIdentities.accessToken(doctor)).value();
		ApiClient.problem(bearing(ofDoctor, notesOf(this.patient)), 401, "unauthenticated");
		assertThat(records(doctor)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "a.b.c" })
	void refusesATokenThatIsNone(String token) {
		ApiClient.problem(bearing(token, "/api/patient/notes"), 401, "unauthenticated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/patient/notes", "/api/patient/live", "/api/doctor/live", "/api/operator/status",
			"/api/registration/status", "/api/doctor/patients/1/notes", "/api/patient/without-policy", "/api/nowhere",
			"/internal/nowhere" })
	void refusesNobody(String path) {
		ApiClient.problem(this.api.nobody(HttpMethod.GET, path).exchange(), 401, "unauthenticated");
	}

	@Test
	void refusesWhoeverBelongsToAnotherGroup() {
		Account doctor = this.practice.doctorOf(this.patient);
		Account operator = Account.newOperator();
		for (String path : List.of("/api/patient/notes", "/api/patient/live")) {
			forbids(doctor, path);
			forbids(operator, path);
		}
		for (String path : List.of(notesOf(this.patient), "/api/doctor/live")) {
			forbids(this.patient, path);
			forbids(operator, path);
		}
		forbids(this.patient, "/api/operator/status");
		forbids(doctor, "/api/operator/status");
		forbids(this.patient.withRoles(), "/api/patient/notes");
		forbids(this.patient.withRoles("superuser"), "/api/patient/notes");
		assertThat(records(doctor)).isEmpty();
		assertThat(records(operator)).isEmpty();
	}

	@Test
	void refusesARouteThatDeclaresNoPolicy() {
		forbids(this.patient, "/api/patient/without-policy");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/nowhere", "/nowhere", "/actuator/env" })
	void refusesAnAddressOutsideOfTheGroups(String path) {
		forbids(this.patient, path);
		forbids(Account.newOperator(), path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/internal/reconcile/sources", "/internal/nowhere" })
	void opensWhatIsInternalToNoPerson(String path) {
		for (Account account : List.of(this.patient, Account.newDoctor(), Account.newOperator(),
				this.patient.withRoles("service"))) {
			ApiClient.problem(this.api.get(account, path), 401, "unauthenticated");
		}
		for (String client : List.of("medlinks-web", "medlinks-api-client", "stranger")) {
			ApiClient.problem(bearing(TestIdentities.serviceToken().byClient(client).value(), path), 401,
					"unauthenticated");
		}
		ApiClient.problem(bearing(TestIdentities.serviceToken().forAudience("medlinks-api").value(), path), 401,
				"unauthenticated");
		ApiClient.problem(bearing(TestIdentities.serviceToken().expired().value(), path), 401, "unauthenticated");
		ApiClient.problem(bearing(TestIdentities.serviceToken().signedByStranger().value(), path), 401,
				"unauthenticated");
	}

	@Test
	void opensToAServiceAccountWhatIsInternalAndNothingElse() {
		this.api.asService(HttpMethod.GET, "/internal/reconcile/sources").exchange().expectStatus().isOk();
		for (String path : List.of("/api/patient/notes", "/api/doctor/live", "/api/operator/status",
				"/api/registration/status")) {
			ApiClient.problem(this.api.asService(HttpMethod.GET, path).exchange(), 401, "unauthenticated");
		}
		String withRoles = TestIdentities.serviceToken()
			.with((claims) -> claims.claim("roles", List.of("patient", "doctor", "operator")))
			.value();
		ApiClient.problem(bearing(withRoles, "/api/operator/status"), 401, "unauthenticated");
	}

	@Test
	void opensToEachGroupWhatIsTheirs() {
		this.api.get(this.patient, "/api/patient/notes").expectStatus().isOk();
		this.api.get(Account.newOperator(), "/api/operator/status").expectStatus().isOk();
		this.api.get(this.patient.withRoles(), "/api/registration/status").expectStatus().isOk();
	}

	@Test
	void refusesADoctorWhoIsNotApproved() {
		Account unknown = Account.newDoctor();
		Account refused = Account.newDoctor();
		this.practice.decides(refused, false);
		for (Account doctor : List.of(unknown, refused)) {
			this.practice.links(this.patient, doctor, true);
			forbids(doctor, notesOf(this.patient));
			forbids(doctor, "/api/doctor/live");
			assertThat(records(doctor)).isEmpty();
		}
	}

	@Test
	void refusesADoctorWhoseApprovalWasWithdrawn() {
		Account doctor = this.practice.doctorOf(this.patient);
		this.api.get(doctor, notesOf(this.patient)).expectStatus().isOk();
		this.practice.decides(doctor, false);
		forbids(doctor, notesOf(this.patient));
		forbids(doctor, "/api/doctor/live");
	}

	@Test
	void refusesADoctorWhoDoesNotTreatThePatient() {
		Account doctor = this.practice.doctorOf(Account.newPatient());
		String unrelated = forbids(doctor, notesOf(this.patient));
		assertThat(forbids(doctor, "/api/doctor/patients/nobody-at-all/notes")).isEqualTo(unrelated);
		assertThat(records(doctor)).isEmpty();
	}

	@Test
	void refusesADoctorWhomThePatientSentAway() {
		Account doctor = this.practice.doctorOf(this.patient);
		this.practice.links(this.patient, doctor, false);
		forbids(doctor, notesOf(this.patient));
		assertThat(records(doctor)).isEmpty();
		this.practice.links(this.patient, doctor, true);
		this.api.get(doctor, notesOf(this.patient)).expectStatus().isOk();
	}

	@Test
	void hidesFromAPatientWhatIsAnothers() {
		String id = ApiClient.read(this.api.post(this.patient, "/api/patient/notes", "{\"text\": \"a secret\"}"), 201)
			.path("noteId")
			.asString();
		Account other = Account.newPatient();
		ApiClient.problem(this.api.get(other, "/api/patient/notes/" + id), 404, "not-found");
		ApiClient.problem(this.api.as(other, HttpMethod.PUT, "/api/patient/notes/" + id)
			.header("If-Match", "\"1\"")
			.bodyValue("{\"text\": \"overwritten\"}")
			.exchange(), 404, "not-found");
		assertThat(ApiClient.read(this.api.get(other, "/api/patient/notes"), 200).path("items")).isEmpty();
		assertThat(ApiClient.read(this.api.get(this.patient, "/api/patient/notes/" + id), 200).toString())
			.contains("a secret");
	}

	@Test
	void recordsAReadBeforeItAnswers() {
		Account doctor = this.practice.doctorOf(this.patient);
		this.api.get(doctor, notesOf(this.patient)).expectStatus().isOk();
		// the answer is here, so the record must be there already
		List<Document> records = records(doctor);
		assertThat(records).hasSize(1);
		assertThat(records.getFirst()).containsEntry("actorRole", "doctor")
			.containsEntry("patientIds", List.of(this.patient.id()))
			.containsEntry("resource", "notes")
			.containsEntry("action", "read");
		String id = records.getFirst().getString("_id");
		assertThat(this.traffic.awaitPublished("medlinks.access", id, 1).getFirst().body().path("actorId").asString())
			.isEqualTo(doctor.id());
	}

	@Test
	void recordsOncePerFiveMinutes() {
		Caller doctor = new Caller(Account.newDoctor().id(), "doctor", "Dr Test", Set.of(Role.DOCTOR), Instant.MAX);
		Instant bucket = Instant.parse("2026-11-23T10:00:00Z");
		for (Duration after : List.of(Duration.ZERO, Duration.ofMinutes(4).plusMillis(59_999), Duration.ofSeconds(7))) {
			at(bucket.plus(after)).record(doctor, this.patient.id(), "notes", Action.READ).block(PATIENCE);
		}
		assertThat(records(doctor.subject())).hasSize(1);
		at(bucket.plus(Duration.ofMinutes(5))).record(doctor, this.patient.id(), "notes", Action.READ).block(PATIENCE);
		assertThat(records(doctor.subject())).hasSize(2);
		at(bucket).record(doctor, this.patient.id(), "notes", Action.WRITE).block(PATIENCE);
		at(bucket).record(doctor, this.patient.id(), "diary", Action.READ).block(PATIENCE);
		at(bucket).record(doctor, Account.newPatient().id(), "notes", Action.READ).block(PATIENCE);
		assertThat(records(doctor.subject())).hasSize(5);
	}

	@Test
	void recordsAPanelOnceForAllItsPatients() {
		Caller doctor = new Caller(Account.newDoctor().id(), "doctor", "Dr Test", Set.of(Role.DOCTOR), Instant.MAX);
		AccessRecords records = at(Instant.EPOCH);
		records.record(doctor, List.of("b", "a", "b"), "panel", Action.READ).block(PATIENCE);
		records.record(doctor, List.of("a", "b"), "panel", Action.READ).block(PATIENCE);
		records.record(doctor, List.of(), "panel", Action.READ).block(PATIENCE);
		assertThat(records(doctor.subject())).hasSize(1);
		assertThat(records(doctor.subject()).getFirst()).containsEntry("patientIds", List.of("a", "b"));
	}

	private AccessRecords at(Instant time) {
		return new AccessRecords(this.outbox, Clock.fixed(time, ZoneOffset.UTC));
	}

	private String forbids(Account account, String path) {
		return ApiClient.problem(this.api.get(account, path), 403, "forbidden").path("detail").asString();
	}

	private WebTestClient.ResponseSpec bearing(String token, String path) {
		return this.api.nobody(HttpMethod.GET, path).header("Authorization", "Bearer " + token).exchange();
	}

	private static String notesOf(Account patient) {
		return "/api/doctor/patients/" + patient.id() + "/notes";
	}

	private List<Document> records(Account actor) {
		return records(actor.id());
	}

	private List<Document> records(String actorId) {
		Query query = Query.query(Criteria.where("actorId").is(actorId));
		return Objects
			.requireNonNull(this.mongo.find(query, Document.class, "accessRecords").collectList().block(PATIENCE));
	}

}
