package io.medlinks.patient;

import java.util.Collections;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.PROFILE;
import static io.medlinks.patient.PatientRequests.atOnce;
import static io.medlinks.patient.PatientRequests.published;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The patient's own profile.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class ProfileIT {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String WHOLE = """
			{"name": "Ana Reis", "birthDate": "1987-04-12", "sex": "female", "email": "ana.reis@example.org",
			"phone": "+351 900 000 001", "zone": "Europe/Lisbon", "language": "en", "allergies": ["penicillin"],
			"heightCm": 168.0, "weightKg": 61.5, "healthCardId": "PT-000-001", "address": "Rua das Flores 1, Lisboa"}""";

	private static final String LEAST = """
			{"name": "Ana", "zone": "Asia/Kathmandu", "language": "ar"}""";

	/** A well-formed address of 255 characters. */
	private static final String LONG_ADDRESS = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "."
			+ "d".repeat(62);

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private PatientRequests requests;

	/** The limits of whoever fills in a profile. */
	static List<Limit> limits() {
		return List.of(new Limit("name", "a".repeat(201), "name must have at most 200 characters"),
				new Limit("birthDate", "2030-01-01", "birthDate must be a day in the past, not before 1900"),
				new Limit("birthDate", "1899-12-31", "birthDate must be a day in the past, not before 1900"),
				new Limit("email", LONG_ADDRESS, "email must have at most 254 characters"),
				new Limit("phone", "1".repeat(41),
						"phone must be a telephone number of 3 to 40 characters: digits, spaces and + ( ) / . -"),
				new Limit("allergies", Collections.nCopies(51, "nuts"), "allergies must be at most 50"),
				new Limit("allergies", List.of("a".repeat(201)), "allergies[0] must have at most 200 characters"),
				new Limit("heightCm", 19.9, "heightCm must be from 20 to 300"),
				new Limit("heightCm", 300.1, "heightCm must be from 20 to 300"),
				new Limit("weightKg", 0.1, "weightKg must be from 0.2 to 700"),
				new Limit("weightKg", 700.1, "weightKg must be from 0.2 to 700"),
				new Limit("healthCardId", "1".repeat(101), "healthCardId must have at most 100 characters"),
				new Limit("address", "a".repeat(501), "address must have at most 500 characters"));
	}

	@BeforeEach
	void prepare() {
		this.requests = new PatientRequests(this.api);
	}

	@Test
	void isMadeReadAndChanged() {
		problem(this.api.get(this.patient, PROFILE), 404, "not-found");
		JsonNode made = read(creates(WHOLE, UUID.randomUUID().toString()).expectHeader().valueEquals("ETag", "\"1\""),
				200);
		assertThat(made.get("id").asString()).isEqualTo(this.patient.id());
		ObjectNode told = made.deepCopy().asObject();
		told.remove(List.of("id", "version"));
		assertThat(told).isEqualTo(JSON.readTree(WHOLE));
		assertThat(read(this.api.get(this.patient, PROFILE).expectHeader().valueEquals("ETag", "\"1\""), 200))
			.isEqualTo(made);
		JsonNode changed = read(
				changes("\"1\"", UUID.randomUUID().toString(), LEAST).expectHeader().valueEquals("ETag", "\"2\""), 200);
		assertThat(changed.get("sex").asString()).isEqualTo("unknown");
		assertThat(changed.get("allergies")).isEmpty();
		assertThat(changed.get("birthDate").isNull()).isTrue();
		List<PublishedEvent> events = published(this.traffic, "medlinks.patient.profile", this.patient.id(), 2);
		assertThat(events).extracting(PublishedEvent::version).containsExactly(1L, 2L);
		assertThat(events).extracting(PublishedEvent::type).containsOnly("medlinks.patient.profile-changed.v1");
		assertThat(events.getFirst().body().at("/content/birthDate").asString()).isEqualTo("1987-04-12");
		assertThat(events.getLast().body().at("/content/zone").asString()).isEqualTo("Asia/Kathmandu");
	}

	@Test
	void namesTheVersionThatItIsChangedFrom() {
		problem(changes("\"1\"", "none-yet", LEAST), 404, "not-found");
		read(creates(WHOLE, "first"), 200);
		problem(creates(LEAST, "second"), 412, "stale-version");
		problem(changes("\"7\"", "third", LEAST), 412, "stale-version");
		problem(changes("not a version", "fourth", LEAST), 412, "stale-version");
		assertThat(read(this.api.get(this.patient, PROFILE), 200).get("version").asLong()).isEqualTo(1);
	}

	@Test
	void repeatedRequestIsOneChange() {
		List<JsonNode> made = atOnce(() -> read(creates(WHOLE, "make"), 200), () -> read(creates(WHOLE, "make"), 200));
		assertThat(made.get(0)).isEqualTo(made.get(1));
		problem(creates(LEAST, "make"), 422, "idempotency-key-reused");
		JsonNode changed = read(changes("\"1\"", "change", LEAST), 200);
		assertThat(read(changes("\"1\"", "change", LEAST), 200)).isEqualTo(changed);
		problem(changes("\"2\"", "change", WHOLE), 422, "idempotency-key-reused");
		assertThat(read(this.api.get(this.patient, PROFILE), 200).get("version").asLong()).isEqualTo(2);
	}

	@Test
	void oneOfTwoChangesAtOnceWins() {
		read(creates(WHOLE, "make"), 200);
		List<Integer> statuses = atOnce(() -> statusOf(changes("\"1\"", "one", LEAST)),
				() -> statusOf(changes("\"1\"", "other", WHOLE.replace("Ana", "Eva"))));
		assertThat(statuses).containsExactlyInAnyOrder(200, 412);
	}

	@Test
	void isNobodyElses() {
		read(creates(WHOLE, "mine"), 200);
		problem(this.api.get(Account.newPatient(), PROFILE), 404, "not-found");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"zone": "Europe/Lisbon", "language": "en"} | name
			{"name": " ", "zone": "Europe/Lisbon", "language": "en"} | name
			{"name": {"a": 1}, "zone": "Europe/Lisbon", "language": "en"} | name
			{"name": "A", "language": "en"} | zone
			{"name": "A", "zone": "Mars/Olympus", "language": "en"} | zone
			{"name": "A", "zone": "+01:00", "language": "en"} | zone
			{"name": "A", "zone": "Europe/Lisbon"} | language
			{"name": "A", "zone": "Europe/Lisbon", "language": "tlh"} | language
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "birthDate": "2030-01-01"} | birthDate
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "birthDate": "1899-12-31"} | birthDate
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "birthDate": "12.4.1987"} | birthDate
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "sex": "f"} | sex
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "email": "nowhere"} | email
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "phone": "call me"} | phone
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "allergies": "nuts"} | allergies
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "allergies": [""]} | allergies[0]
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "allergies": [null]} | allergies[0]
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "heightCm": 19} | heightCm
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "heightCm": "tall"} | heightCm
			{"name": "A", "zone": "Europe/Lisbon", "language": "en", "weightKg": 701} | weightKg
			""")
	void namesTheFieldThatIsNotAcceptable(String body, String field) {
		JsonNode refused = problem(creates(body, UUID.randomUUID().toString()), 400, "validation-failed");
		assertThat(refused.get("errors").valueStream().map((error) -> error.get("field").asString()))
			.anyMatch((named) -> named.startsWith(field));
		problem(this.api.get(this.patient, PROFILE), 404, "not-found");
	}

	@ParameterizedTest
	@MethodSource("limits")
	void saysTheLimitThatIsPassed(Limit limit) {
		JsonNode refused = problem(creates(limit.passedIn(WHOLE), UUID.randomUUID().toString()), 400,
				"validation-failed");
		assertThat(Limit.told(refused)).containsExactly(limit.message());
		problem(this.api.get(this.patient, PROFILE), 404, "not-found");
	}

	private WebTestClient.ResponseSpec creates(String body, String key) {
		return this.api.as(this.patient, HttpMethod.PUT, PROFILE)
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange();
	}

	private WebTestClient.ResponseSpec changes(String ifMatch, String key, String body) {
		return this.requests.puts(this.patient, PROFILE, ifMatch, key, body);
	}

	private static int statusOf(WebTestClient.ResponseSpec response) {
		return response.expectBody().returnResult().getStatus().value();
	}

	/**
	 * A limit of a form.
	 *
	 * @param field the field that has it
	 * @param beyond a value beyond it
	 * @param message the field, and what is said of it
	 */
	record Limit(String field, Object beyond, String message) {

		/** A form, but with a value beyond the limit. */
		String passedIn(String form) {
			return JSON.readTree(form).asObject().set(this.field, JSON.valueToTree(this.beyond)).toString();
		}

		/** The fields that a problem names, and what it says of them. */
		static List<String> told(JsonNode problem) {
			return problem.get("errors")
				.valueStream()
				.map((error) -> error.get("field").asString() + " " + error.get("message").asString())
				.toList();
		}

		@Override
		public String toString() {
			return this.message;
		}

	}

}
