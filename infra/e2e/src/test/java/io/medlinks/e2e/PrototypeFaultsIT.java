package io.medlinks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.People;
import io.medlinks.drill.stack.SideBySide;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the first prototype got wrong, each fault by a test that would have caught it, on
 * the whole system through the gateway.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrototypeFaultsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String ENTRIES = "/api/patient/diary/entries";

	private static final String APPOINTMENTS = "/api/patient/appointments";

	private static final Pattern SECRET = Pattern.compile("^\\s*[\\w.-]*(password|secret|api-key)\\s*[:=]\\s*(.*)$",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern FROM_OUTSIDE = Pattern.compile("\\$\\{MEDLINKS_[A-Z_]+:?\\}");

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	private io.medlinks.drill.people.Person doctor;

	private io.medlinks.drill.people.Person colleague;

	/** Treated by the doctor alone. */
	private io.medlinks.drill.people.Person patient;

	/** Treated by the colleague alone. */
	private io.medlinks.drill.people.Person other;

	PrototypeFaultsIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 2, 3, Hours.PLENTY);
		this.doctor = this.clinic.doctors().getFirst();
		this.colleague = this.clinic.doctors().getLast();
		this.patient = this.clinic.patients().get(2);
		this.other = this.clinic.patients().get(1);
	}

	@Test
	void pagesThatCheckedNoSignInOrNoOwnership() throws Exception {
		String entry = this.clinic.logText(this.patient, "A headache, " + this.patient.canary());
		for (String path : List.of(ENTRIES, ENTRIES + "/" + entry, "/api/patient/live", "/api/doctor/dashboard",
				"/api/doctor/live", "/api/operator/doctors")) {
			assertThat(this.patient.asNobody("GET", this.system.url(path), "", Map.of()).status()).as(path)
				.isEqualTo(401);
		}
		assertThat(this.patient.get(ENTRIES + "/" + entry).status()).isEqualTo(200);
		assertThat(this.other.get(ENTRIES + "/" + entry).status()).isEqualTo(404);
		String diary = "/api/doctor/patients/" + this.patient.id() + "/diary/entries";
		assertThat(this.doctor.get(diary).status()).isEqualTo(200);
		assertThat(this.colleague.get(diary).status()).isEqualTo(403);
		assertThat(this.patient.get("/api/doctor/dashboard").status()).isEqualTo(403);
		assertThat(this.doctor.get(ENTRIES).status()).isEqualTo(403);
		assertThat(this.doctor.get("/api/patient/live").status()).isEqualTo(403);
		assertThat(this.patient.get("/api/doctor/live").status()).isEqualTo(403);
	}

	@Test
	void oneConversationThatAllUsersShared() throws Exception {
		String interview = this.patient
			.does("POST", "/api/patient/interviews",
					"{\"text\": \"My ear hurts, %s\", \"language\": \"en\", \"happenedAt\": \"2026-11-23T08:00:00Z\"}"
						.formatted(this.patient.canary()))
			.json()
			.get("id")
			.asString();
		String thread = this.patient.does("POST", "/api/patient/chat/threads", "").json().get("id").asString();
		assertThat(this.patient.get("/api/patient/interviews").body()).contains(interview);
		assertThat(this.other.get("/api/patient/interviews").body()).doesNotContain(interview);
		assertThat(this.other.get("/api/patient/interviews/" + interview).status()).isEqualTo(404);
		assertThat(this.other.get("/api/patient/chat/threads").body()).doesNotContain(thread);
		assertThat(this.other.get("/api/patient/chat/threads/" + thread + "/messages").status()).isEqualTo(404);
		assertThat(this.people.leaks()).isEmpty();
	}

	@Test
	void textOfOneUserThatRanInAnothersBrowser() throws Exception {
		String text = "<img src=x onerror='window.ran=1'><script>window.ran=1</script> my head";
		this.clinic.logText(this.patient, text);
		try (Person reader = new Person(this.system, this.browser)) {
			reader.signIn(this.doctor.username(), this.people.password(), "/doctor");
			Locator row = reader.page()
				.locator("[data-testid=dashboard-row][data-patient-id='" + this.patient.id() + "']");
			assertThat(row).isVisible();
			row.click();
			assertThat(reader.page().getByText(text).first()).isVisible();
			assertThat(reader.page().locator("img[src=x]")).hasCount(0);
			assertThat(reader.page().evaluate("() => window.ran === undefined")).isEqualTo(true);
		}
	}

	@Test
	void aGeneratedPasswordInAMail() throws Exception {
		String email = "invited-" + UUID.randomUUID() + "@example.org";
		this.doctor.does("POST", "/api/doctor/patients",
				"{\"name\": \"Nina Costa\", \"email\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\"}"
					.formatted(email));
		await().atMost(PATIENCE).until(() -> this.people.mails(email) > 0);
		assertThat(this.people.accounts(email)).isEqualTo(1);
		assertThat(this.people.passwords(email)).isZero();
	}

	@Test
	void aPasswordInTheSource() throws IOException {
		List<String> found = new ArrayList<>();
		try (Stream<Path> files = Files.walk(this.system.stack().root())) {
			for (Path file : files.filter(PrototypeFaultsIT::isConfiguration).toList()) {
				for (String line : Files.readAllLines(file)) {
					var secret = SECRET.matcher(line);
					if (secret.matches() && !FROM_OUTSIDE.matcher(secret.group(2).strip()).matches()) {
						found.add(file.getFileName() + ": " + secret.group(1));
					}
				}
			}
		}
		assertThat(found).isEmpty();
	}

	private static boolean isConfiguration(Path file) {
		return file.toString().contains("/src/main/resources/")
				&& file.getFileName().toString().matches("application[\\w-]*\\.(ya?ml|properties)");
	}

	@Test
	void anyoneWhoBecameADoctor() throws Exception {
		io.medlinks.drill.people.Person newcomer = this.people.signIn("account").getFirst();
		newcomer.does("POST", "/api/registration/doctor", """
				{"name": "Dr New", "specialty": "General practice", "zone": "Europe/Lisbon", "registrationNumber": "1",
				"registrationBody": "Medical Council", "languages": ["en"]}""");
		newcomer.renew();
		for (String path : List.of("/api/doctor/dashboard", "/api/doctor/patients", "/api/doctor/profile")) {
			assertThat(newcomer.get(path).status()).as(path).isEqualTo(403);
		}
		String approval = "/api/operator/doctors/" + newcomer.id() + "/approval";
		assertThat(newcomer.write("POST", approval, "").status()).isEqualTo(403);
		assertThat(this.doctor.write("POST", approval, "").status()).isEqualTo(403);
	}

	@Test
	void readMarksAndNotesInTheWrongPatientsLog() throws Exception {
		io.medlinks.drill.people.Person both = this.clinic.patients().getFirst();
		String entry = this.clinic.logText(this.patient, "Mine, " + this.patient.canary());
		String others = this.clinic.logText(both, "Another's, " + both.canary());
		String review = "{\"patientId\": \"%s\", \"kind\": \"acknowledge\", \"covers\": [{\"entryId\": \"%s\", \"version\": 1}]}";
		this.doctor.does("POST", "/api/doctor/reviews", review.formatted(this.patient.id(), entry));
		assertThat(
				this.doctor.write("POST", "/api/doctor/reviews", review.formatted(this.patient.id(), others)).status())
			.isBetween(400, 499);
		String marks = "{\"opened\": [{\"entryId\": \"%s\", \"version\": 1}]}";
		String readMarks = "/api/doctor/patients/" + this.patient.id() + "/read-marks";
		assertThat(this.doctor.write("PUT", readMarks, marks.formatted(others)).status()).isBetween(400, 499);
		this.doctor.does("PUT", readMarks, marks.formatted(entry));
		String consultation = this.doctor
			.does("POST", "/api/doctor/patients/" + this.patient.id() + "/consultations",
					"{\"mode\": \"phone\", \"message\": \"Rest\", \"privateNotes\": \"%s\", \"covers\": []}"
						.formatted(this.doctor.canary()))
			.json()
			.get("id")
			.asString();
		this.patient.gets("/api/patient/med-log?limit=100", (answer) -> answer.body().contains(consultation));
		assertThat(both.get("/api/patient/med-log?limit=100").body()).contains(others).doesNotContain(consultation);
		assertThat(this.doctor.get("/api/doctor/patients/" + both.id() + "/consultations?limit=100").body())
			.doesNotContain(this.doctor.canary());
		assertThat(this.patient.get("/api/patient/med-log?limit=100").body()).doesNotContain(this.doctor.canary());
		assertThat(this.clinic.waiting(this.doctor, both)).isPositive();
	}

	@Test
	void aLogThatWasRewrittenSoThatTwoAtOnceLostOne() throws Exception {
		List<Integer> numbers = IntStream.range(0, 24).boxed().toList();
		List<String> written = SideBySide.map(numbers, numbers.size(),
				(number) -> this.clinic.logText(this.other, "Entry " + number + ", " + this.other.canary()));
		assertThat(new HashSet<>(written)).hasSize(numbers.size()).doesNotContain("");
		Set<String> shown = new HashSet<>();
		for (JsonNode entry : this.other.get(ENTRIES + "?limit=100").json().get("items")) {
			shown.add(entry.get("id").asString());
		}
		assertThat(shown).containsAll(written);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"tomorrow at five\"", "\"2026-11-31T10:00:00Z\"", "\"2026-11-30\"",
			"\"24/11/2026 10:00\"", "1795000000", "5", "\"\"", "null" })
	void datesAndTimesThatWereFreeText(String time) throws Exception {
		assertThat(
				this.patient
					.write("POST", APPOINTMENTS,
							"{\"doctorId\": \"%s\", \"start\": %s, \"visitType\": \"phone\"}"
								.formatted(this.doctor.id(), time))
					.status())
			.isEqualTo(400);
		assertThat(this.patient.write("POST", ENTRIES, "{\"text\": \"A headache\", \"happenedAt\": %s}".formatted(time))
			.status()).isEqualTo(400);
	}

	@Test
	void aTimeThatWasGivenTwice() throws Exception {
		io.medlinks.drill.people.Person both = this.clinic.patients().getFirst();
		String wish = "{\"doctorId\": \"%s\", \"start\": \"%s\", \"visitType\": \"phone\"}".formatted(this.doctor.id(),
				lastOpening());
		List<Answer> answers = SideBySide.map(List.of(this.patient, both), 2,
				(person) -> person.write("POST", APPOINTMENTS, wish));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
		assertThat(answers).filteredOn((answer) -> answer.status() == 409)
			.allMatch((answer) -> !answer.json().get("alternatives").isEmpty());
	}

	@Test
	void aMailThatFailedAndBrokeTheBooking() throws Exception {
		this.system.stack().kill("mail");
		try {
			Answer booked = this.patient.write("POST", APPOINTMENTS,
					"{\"doctorId\": \"%s\", \"start\": \"%s\", \"visitType\": \"phone\"}".formatted(this.doctor.id(),
							lastOpening()));
			assertThat(booked.status()).isEqualTo(201);
			assertThat(this.patient.get(APPOINTMENTS + "?limit=100").body())
				.contains(booked.json().get("id").asString());
		}
		finally {
			this.system.stack().restart("mail");
		}
	}

	@Test
	void aPatientWhoWasRemovedAndNotThere() throws Exception {
		String panel = this.doctor.get("/api/doctor/patients?limit=100").body();
		assertThat(this.doctor.write("DELETE", "/api/doctor/patients/" + UUID.randomUUID(), "").status())
			.isEqualTo(403);
		assertThat(this.doctor.write("DELETE", "/api/doctor/patients/" + this.other.id(), "").status()).isEqualTo(403);
		assertThat(this.doctor.get("/api/doctor/patients?limit=100").body()).isEqualTo(panel);
		assertThat(this.colleague.get("/api/doctor/patients/" + this.other.id()).status()).isEqualTo(200);
	}

	private String lastOpening() throws InterruptedException {
		JsonNode openings = this.patient
			.get("/api/patient/doctors/" + this.doctor.id() + "/openings?visitType=phone&limit=100")
			.json()
			.get("items");
		return openings.get(openings.size() - 1).get("start").asString();
	}

}
