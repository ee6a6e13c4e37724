package io.medlinks.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.EventContracts;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Profiles and approval over HTTP and on the broker.
 */
@MedLinksIT
class ProfileIT {

	private static final String PROFILE = "/api/doctor/profile";

	private final Account doctor = Account.newDoctor();

	@Autowired
	WebTestClient client;

	@Autowired
	Environment environment;

	private Stories stories;

	private TestBroker broker;

	@BeforeEach
	void connect() {
		this.broker = new TestBroker(this.environment);
		this.stories = new Stories(this.client, this.broker);
	}

	@Test
	void keepsAndPublishesWhatTheDoctorTells() {
		this.stories.get(this.doctor, PROFILE).expectStatus().isNotFound();
		put(null, UUID.randomUUID().toString(), Stories.profile("Dr Ana Sá")).expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"1\"");
		put("\"1\"", UUID.randomUUID().toString(), Stories.profile("Dr Ana Sá Lopes")).expectStatus().isOk();
		this.stories.get(this.doctor, PROFILE)
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", "\"2\"")
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo(this.doctor.id())
			.jsonPath("$.name")
			.isEqualTo("Dr Ana Sá Lopes")
			.jsonPath("$.approved")
			.isEqualTo(false);
		this.stories.decides(this.doctor, true).expectStatus().isNoContent();
		this.stories.decides(this.doctor, true).expectStatus().isNoContent();
		this.stories.decides(this.doctor, false).expectStatus().isNoContent();
		this.stories.decides(this.doctor, false).expectStatus().isNoContent();
		List<ConsumerRecord<String, String>> events = this.broker.published("medlinks.doctor.profile", this.doctor.id(),
				4);
		assertThat(events).hasSize(4).allSatisfy((event) -> {
			assertThat(TestBroker.header(event, "ce_type")).isEqualTo("medlinks.doctor.profile-changed.v1");
			EventContracts.assertValid("medlinks.doctor.profile-changed.v1", event.value());
		});
		assertThat(events)
			.extracting((event) -> Stories.read(event.value()).get("version").asInt() + " "
					+ Stories.read(event.value()).get("approved").asBoolean())
			.containsExactly("1 false", "2 false", "3 true", "4 false");
	}

	@Test
	void answersARepetitionTheSameAndRefusesAStaleOne() {
		String key = UUID.randomUUID().toString();
		put("\"1\"", UUID.randomUUID().toString(), Stories.profile("Dr A")).expectStatus().isNotFound();
		put(null, key, Stories.profile("Dr A")).expectStatus().isOk();
		put(null, key, Stories.profile("Dr A")).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
		put(null, key, Stories.profile("Dr B")).expectStatus().isEqualTo(422);
		put(null, UUID.randomUUID().toString(), Stories.profile("Dr A")).expectStatus().isEqualTo(412);
		put("\"7\"", UUID.randomUUID().toString(), Stories.profile("Dr A")).expectStatus().isEqualTo(412);
		put("\"x\"", UUID.randomUUID().toString(), Stories.profile("Dr A")).expectStatus().isEqualTo(412);
	}

	@Test
	void opensToTheRightGroupOnly() {
		this.stories.get(Account.newPatient(), PROFILE).expectStatus().isForbidden();
		this.stories.get(this.doctor, "/api/operator/doctors").expectStatus().isForbidden();
		this.stories.get(this.doctor, "/api/patient/doctors").expectStatus().isForbidden();
		this.stories.get(Account.OLGA, PROFILE).expectStatus().isForbidden();
		this.stories.as(this.doctor, HttpMethod.POST, "/api/operator/doctors/" + this.doctor.id() + "/approval")
			.exchange()
			.expectStatus()
			.isForbidden();
		this.client.get().uri(PROFILE).exchange().expectStatus().isUnauthorized();
	}

	@Test
	void approvesNobodyWhoIsNotThere() {
		this.stories.decides(Account.newDoctor(), true).expectStatus().isNotFound();
		this.stories.decides(Account.newDoctor(), false).expectStatus().isNotFound();
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
		JsonNode first = Stories.read(patientSees("?q=" + mark + "&limit=1").expectStatus().isOk());
		assertThat(first.at("/items/0/name").asString()).isEqualTo("Dr Abel " + mark);
		JsonNode second = Stories
			.read(patientSees("?q=" + mark + "&limit=1&cursor=" + first.get("nextCursor").asString()));
		assertThat(second.at("/items/0/name").asString()).isEqualTo("Dr Žofia " + mark);
		assertThat(second.get("nextCursor").isNull()).isTrue();
		assertThat(Stories.read(patientSees("?q=ZOFIA " + mark)).get("items")).hasSize(1);
		assertThat(Stories.read(patientSees("?q=.*")).get("items")).isEmpty();
		assertThat(everyDoctorAnOperatorSees()).contains(doctors.get(0).id() + " true", doctors.get(2).id() + " false");
	}

	@Test
	void refusesCursorsThatAreNoneAndEndlessSearches() {
		for (String cursor : List.of("nonsense", "YzEf", "YzEfYQ")) {
			patientSees("?cursor=" + cursor).expectStatus()
				.isBadRequest()
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:medlinks:problem:bad-cursor");
		}
		patientSees("?limit=101").expectStatus().isBadRequest();
		patientSees("?q=" + "x".repeat(101)).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("q");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"Dr A"             | ""         | name
			"Dr A"             | null       | name
			"Dr A"             | {}         | name
			"General practice" | " "        | specialty
			"+351 210 000 001" | "call me"  | phone
			"Europe/Lisbon"    | "Atlantis" | zone
			"Europe/Lisbon"    | "+01:00"   | zone
			""")
	void namesTheFieldThatIsWrong(String right, String wrong, String field) {
		put(null, UUID.randomUUID().toString(), Stories.profile("Dr A").replace(right, wrong)).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[]", "\"text\"", "{\"name\": " })
	void refusesWhatCannotBeRead(String body) {
		put(null, UUID.randomUUID().toString(), body).expectStatus().isBadRequest();
	}

	@Test
	void refusesAMegabyte() {
		put(null, UUID.randomUUID().toString(), Stories.profile("x".repeat(1_000_000))).expectStatus().isEqualTo(413);
	}

	private List<String> everyDoctorAnOperatorSees() {
		List<String> seen = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = Stories
				.read(this.stories.get(Account.OLGA, "/api/operator/doctors?limit=2&cursor=" + cursor)
					.expectStatus()
					.isOk());
			page.get("items")
				.forEach((item) -> seen.add(item.get("doctorId").asString() + " " + item.get("approved").asBoolean()));
			cursor = page.get("nextCursor").isNull() ? "" : page.get("nextCursor").asString();
		}
		while (!cursor.isEmpty());
		assertThat(seen).doesNotHaveDuplicates();
		return seen;
	}

	private WebTestClient.ResponseSpec patientSees(String query) {
		return this.stories.get(Account.ANA, "/api/patient/doctors" + query);
	}

	private WebTestClient.ResponseSpec put(@Nullable String tag, String key, String body) {
		WebTestClient.RequestBodySpec request = this.stories.as(this.doctor, HttpMethod.PUT, PROFILE)
			.header("Idempotency-Key", key);
		if (tag != null) {
			request.header("If-Match", tag);
		}
		return request.bodyValue(body).exchange();
	}

}
