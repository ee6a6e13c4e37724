package io.medlinks.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Profiles and approval over HTTP and on the broker.
 */
@MedLinksIT
class ProfileIT {

	private static final String TOPIC = "medlinks.doctor.profile";

	private final Account doctor = Account.newDoctor();

	private final String key = UUID.randomUUID().toString();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	private Stories stories;

	@BeforeEach
	void connect() {
		this.stories = new Stories(this.api, this.traffic);
	}

	@Test
	void keepsAndPublishesWhatTheDoctorTells() {
		ApiClient.problem(this.api.get(this.doctor, Stories.PROFILE), 404, "not-found");
		put(null, Stories.profile("Dr Ana Sá")).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
		put("\"1\"", Stories.profile("Dr Ana Sá Lopes")).expectStatus().isOk();
		JsonNode profile = ApiClient
			.read(this.api.get(this.doctor, Stories.PROFILE).expectHeader().valueEquals("ETag", "\"2\""), 200);
		assertThat(profile.get("id").asString()).isEqualTo(this.doctor.id());
		assertThat(profile.get("version").asInt()).isEqualTo(2);
		assertThat(profile.get("name").asString()).isEqualTo("Dr Ana Sá Lopes");
		assertThat(profile.get("practice").asString()).isEqualTo("Clínica da Baixa");
		assertThat(profile.get("zone").asString()).isEqualTo("Europe/Lisbon");
		assertThat(profile.get("email").asString()).isEqualTo("marta@example.org");
		assertThat(profile.get("language").asString()).isEqualTo("de");
		assertThat(profile.get("approved").asBoolean()).isFalse();
		for (boolean approved : List.of(true, true, false, false)) {
			this.stories.decides(this.doctor, approved).expectStatus().isNoContent();
		}
		put("\"4\"", Stories.profile("Dr Ana Lopes")).expectStatus().isOk();
		List<PublishedEvent> events = this.traffic.awaitPublished(TOPIC, this.doctor.id(), 5);
		assertThat(events).extracting(PublishedEvent::type).containsOnly("medlinks.doctor.profile-changed.v1");
		assertThat(events).extracting((event) -> event.version() + " " + event.body().get("approved").asBoolean())
			.containsExactly("1 false", "2 false", "3 true", "4 false", "5 false");
		assertThat(events.getLast().body().at("/content/name").asString()).isEqualTo("Dr Ana Lopes");
		assertThat(events.getLast().body().at("/content/email").asString()).isEqualTo("marta@example.org");
		assertThat(events.getLast().body().at("/content/language").asString()).isEqualTo("de");
	}

	@Test
	void leavesOutWhatIsNotTold() {
		put(null, "{\"name\": \" Dr A \", \"specialty\": \"Surgery\", \"zone\": \"Europe/Berlin\", \"more\": 1}")
			.expectStatus()
			.isOk();
		JsonNode profile = ApiClient.read(this.api.get(this.doctor, Stories.PROFILE), 200);
		assertThat(profile.get("name").asString()).isEqualTo("Dr A");
		assertThat(profile.get("practice").isNull()).isTrue();
		assertThat(profile.get("phone").isNull()).isTrue();
		assertThat(profile.get("email").isNull()).isTrue();
		assertThat(profile.get("language").isNull()).isTrue();
	}

	@Test
	void answersARepetitionTheSameAndRefusesAnotherBody() {
		put(null, Stories.profile("Dr A"), this.key).expectStatus().isOk();
		put(null, Stories.profile("Dr A"), this.key).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
		ApiClient.problem(put(null, Stories.profile("Dr B"), this.key), 422, "idempotency-key-reused");
		String change = UUID.randomUUID().toString();
		put("\"1\"", Stories.profile("Dr C"), change).expectStatus().isOk();
		put("\"1\"", Stories.profile("Dr C"), change).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
		ApiClient.problem(put("\"2\"", Stories.profile("Dr D"), change), 422, "idempotency-key-reused");
		assertThat(this.traffic.awaitPublished(TOPIC, this.doctor.id(), 2)).hasSize(2);
	}

	@Test
	void refusesAVersionThatIsNotTheLatest() {
		ApiClient.problem(put("\"1\"", Stories.profile("Dr A")), 404, "not-found");
		put(null, Stories.profile("Dr A")).expectStatus().isOk();
		for (String tag : List.of("\"7\"", "\"0\"", "\"-1\"", "\"x\"", "*", "\"99999999999999999999\"")) {
			ApiClient.problem(put(tag, Stories.profile("Dr B")), 412, "stale-version");
		}
		ApiClient.problem(put(null, Stories.profile("Dr B")), 428, "precondition-required");
		assertThat(ApiClient.read(this.api.get(this.doctor, Stories.PROFILE), 200).get("name").asString())
			.isEqualTo("Dr A");
	}

	@Test
	void takesOneOfSeveralChangesMadeAtOnce() {
		List<Integer> first = Stories.atOnce(8, () -> status(put(null, Stories.profile("Dr A"))));
		assertThat(first).containsOnlyOnce(200).containsOnly(200, 428);
		List<Integer> changes = Stories.atOnce(8, () -> status(put("\"1\"", Stories.profile("Dr B"))));
		assertThat(changes).containsOnlyOnce(200).containsOnly(200, 412);
		List<Integer> repetitions = Stories.atOnce(8, () -> status(put("\"2\"", Stories.profile("Dr C"), this.key)));
		assertThat(repetitions).containsOnly(200);
		List<Integer> approvals = Stories.atOnce(8, () -> status(this.stories.decides(this.doctor, true)));
		assertThat(approvals).containsOnly(204);
		assertThat(this.traffic.awaitPublished(TOPIC, this.doctor.id(), 4)).extracting(PublishedEvent::version)
			.containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void aLateRepetitionDecidesNothing() {
		put(null, Stories.profile("Dr A")).expectStatus().isOk();
		String lost = UUID.randomUUID().toString();
		String changedNothing = UUID.randomUUID().toString();
		this.stories.decides(this.doctor, true, lost).expectStatus().isNoContent();
		this.stories.decides(this.doctor, true, changedNothing).expectStatus().isNoContent();
		this.stories.decides(this.doctor, false).expectStatus().isNoContent();
		for (String late : List.of(lost, changedNothing)) {
			this.stories.decides(this.doctor, true, late).expectStatus().isNoContent();
			assertThat(ApiClient.read(this.api.get(this.doctor, Stories.PROFILE), 200).get("approved").asBoolean())
				.isFalse();
		}
		this.stories.decides(this.doctor, true).expectStatus().isNoContent();
		assertThat(this.traffic.awaitPublished(TOPIC, this.doctor.id(), 4)).extracting(PublishedEvent::version)
			.containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void decidesOnNobodyWhoIsNotThere() {
		Account patient = Account.newPatient();
		for (String id : List.of(this.doctor.id(), patient.id(), " ", "x".repeat(2000), "a:b", "$where")) {
			String path = "/api/operator/doctors/" + id + "/approval";
			for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.DELETE)) {
				ApiClient.problem(this.api.as(Account.OLGA, method, path).exchange(), 404, "not-found");
			}
		}
	}

	@Test
	void showsPatientsTheApprovedDoctorsAndOperatorsAll() {
		String mark = UUID.randomUUID().toString().substring(0, 8);
		List<Account> doctors = new ArrayList<>();
		for (String name : List.of("Dr Žofia " + mark, "Dr Abel " + mark, "Dr Chloé " + mark)) {
			Account account = new Account(UUID.randomUUID().toString(), name, name, List.of("doctor"));
			this.stories.registers(account);
			doctors.add(account);
		}
		this.stories.decides(doctors.get(0), true).expectStatus().isNoContent();
		this.stories.decides(doctors.get(1), true).expectStatus().isNoContent();
		JsonNode first = patientSees("?q=" + mark + "&limit=1");
		assertThat(first.at("/items/0/name").asString()).isEqualTo("Dr Abel " + mark);
		assertThat(first.at("/items/0").propertyNames()).containsExactlyInAnyOrder("doctorId", "name", "specialty",
				"practice", "zone");
		JsonNode second = patientSees("?q=" + mark + "&limit=1&cursor=" + first.get("nextCursor").asString());
		assertThat(second.at("/items/0/name").asString()).isEqualTo("Dr Žofia " + mark);
		assertThat(second.get("nextCursor").isNull()).isTrue();
		assertThat(patientSees("?q=ZOFIA " + mark).get("items")).hasSize(1);
		for (String search : List.of(".*", "\\E.*", "$ne", mark.substring(1))) {
			assertThat(patientSees("?q=" + search).get("items")).as(search).isEmpty();
		}
		assertThat(everyDoctorAnOperatorSees()).contains(doctors.get(0).id() + " true", doctors.get(2).id() + " false");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"Dr A"             | ""         | name
			"Dr A"             | null       | name
			"Dr A"             | {}         | name
			"Dr A"             | []         | name
			"name": "Dr A",    | ~~         | name
			"General practice" | " "        | specialty
			"General practice" | ["a"]      | specialty
			"specialty"        | "other"    | specialty
			"Clínica da Baixa" | {"a": 1}   | practice
			"+351 210 000 001" | "call me"  | phone
			"+351 210 000 001" | "1"        | phone
			"Europe/Lisbon"    | "Atlantis" | zone
			"Europe/Lisbon"    | "+01:00"   | zone
			"Europe/Lisbon"    | "Z"        | zone
			"Europe/Lisbon"    | null       | zone
			"marta@example.org" | "nowhere" | email
			"language": "de"   | "language": "fr" | language
			""")
	void namesTheFieldThatIsWrong(String right, String wrong, String field) {
		JsonNode problem = ApiClient.problem(put(null, Stories.profile("Dr A").replace(right, wrong)), 400,
				"validation-failed");
		assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(problem.at("/errors/0/message").asString()).isNotBlank();
		ApiClient.problem(this.api.get(this.doctor, Stories.PROFILE), 404, "not-found");
	}

	@ParameterizedTest
	@CsvSource({ "name, 201", "specialty, 101", "practice, 201", "phone, 41", "zone, 101" })
	void refusesWhatIsTooLong(String field, int length) {
		String body = Stories.profile("Dr A")
			.replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"" + "1".repeat(length) + "\"");
		JsonNode problem = ApiClient.problem(put(null, body), 400, "validation-failed");
		assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[]", "\"text\"", "{\"name\": ", "null", "12", "{'name': 'Dr A'}" })
	void refusesWhatCannotBeRead(String body) {
		JsonNode problem = ApiClient.read(put(null, body), 400);
		assertThat(problem.get("detail").asString()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\ud800", "a\\udc00b" })
	void survivesCharactersThatAreNone(String odd) {
		WebTestClient.ResponseSpec response = put(null, Stories.profile("Dr A" + odd));
		assertThat(ApiClient.problem(response, 400, "validation-failed").at("/errors/0/field").asString())
			.isEqualTo("name");
	}

	@Test
	void refusesAMegabyteAndOtherContent() {
		ApiClient.problem(put(null, Stories.profile("x".repeat(1_000_000))), 413, "too-large");
		for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_XML,
				MediaType.APPLICATION_FORM_URLENCODED)) {
			ApiClient.problem(this.api.as(this.doctor, HttpMethod.PUT, Stories.PROFILE)
				.contentType(type)
				.bodyValue(Stories.profile("Dr A"))
				.exchange(), 415, "unsupported-media-type");
		}
		ApiClient.problem(put(null, Stories.profile("Dr A"), "k".repeat(201)), 400, "validation-failed");
		ApiClient.problem(this.api.get(this.doctor, Stories.PROFILE), 404, "not-found");
	}

	private static int status(WebTestClient.ResponseSpec response) {
		return response.expectBody().returnResult().getStatus().value();
	}

	private List<String> everyDoctorAnOperatorSees() {
		List<String> seen = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = ApiClient.read(this.api.get(Account.OLGA, "/api/operator/doctors?limit=7&cursor=" + cursor),
					200);
			page.get("items")
				.forEach((item) -> seen.add(item.get("doctorId").asString() + " " + item.get("approved").asBoolean()));
			cursor = page.get("nextCursor").asString("");
		}
		while (!cursor.isEmpty());
		assertThat(seen).doesNotHaveDuplicates();
		return seen;
	}

	private JsonNode patientSees(String query) {
		return ApiClient.read(this.api.get(Account.ANA, "/api/patient/doctors" + query), 200);
	}

	private WebTestClient.ResponseSpec put(@Nullable String tag, String body, String key) {
		return this.stories.puts(this.doctor, tag, key, body);
	}

	private WebTestClient.ResponseSpec put(@Nullable String tag, String body) {
		return put(tag, body, UUID.randomUUID().toString());
	}

}
