package io.medlinks.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.People;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.medlinks.e2e.Person.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the first MedLinks promised, row by row, in a browser: O1 to O10 and O12. O11 is
 * {@link PeopleApartIT} and the authorisation matrix, O13 is {@link ReconciledIT}.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginalRowsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern LINK = Pattern.compile("https?://\\S+/login-actions/action-token\\?[^\\s\"<>]+");

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	private io.medlinks.drill.people.Person doctor;

	private io.medlinks.drill.people.Person patient;

	OriginalRowsIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 1, 2, Hours.PLENTY);
		this.doctor = this.clinic.doctors().getFirst();
		this.patient = this.clinic.patients().getFirst();
	}

	@Test
	void o1DoctorsRegisterAndAreApproved() throws Exception {
		io.medlinks.drill.people.Person account = this.people.signIn("account").getFirst();
		try (Person newcomer = new Person(this.system, this.browser);
				Person olga = new Person(this.system, this.browser)) {
			newcomer.signIn(account.username(), this.people.password(), "/registration");
			Page page = newcomer.page();
			page.getByLabel("Name with title").fill("Dr " + account.username());
			page.getByLabel("Specialty").fill("General practice");
			page.getByLabel("Registration number").fill("12345");
			page.getByLabel("Registered with").fill("Medical Council");
			page.getByLabel("Languages you speak").fill("en");
			newcomer.picture("40-registration");
			button(page, "Send to the MedLinks team").click();
			assertThat(page.getByText("We have what you sent")).isVisible();
			newcomer.picture("41-registration-waits");
			olga.signIn("operator1", "/operator");
			button(olga.page(), "Approve Dr " + account.username()).click();
			assertThat(olga.page().getByRole(AriaRole.ALERTDIALOG)).containsText("12345");
			button(olga.page(), "Approve").click();
			page.waitForURL((url) -> url.equals(this.system.url("/doctor")));
			assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
			assertThat(newcomer.violations()).isEmpty();
		}
	}

	@Test
	void o2DoctorsInvitePatientsWhoSetTheirOwnPassword() throws Exception {
		String email = "nina-" + UUID.randomUUID() + "@example.org";
		try (Person inviter = doctor(); Person nina = new Person(this.system, this.browser)) {
			inviter.open("/doctor/patients/new");
			Page page = inviter.page();
			page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Nina Costa");
			page.getByLabel("E-mail").fill(email);
			inviter.picture("42-invite");
			button(page, "Invite").click();
			assertThat(page.getByText("Nina Costa is invited.")).isVisible();
			await().atMost(PATIENCE).until(() -> this.people.mails(email) > 0);
			nina.page().navigate(linkIn(email));
			Locator proceed = nina.page().locator("a[href*='action-token']");
			if (proceed.count() > 0) {
				proceed.first().click();
			}
			nina.page().locator("#password-new").fill("a long phrase of Nina's own");
			nina.page().locator("#password-confirm").fill("a long phrase of Nina's own");
			nina.picture("43-own-password");
			nina.page().locator("input[type=submit], button[type=submit]").first().click();
			nina.signInAgain(email, "a long phrase of Nina's own", "/patient");
			assertThat(nina.page().getByTestId("invitation")).isVisible();
			nina.picture("44-invited");
			nina.page().getByTestId("invitation").getByRole(AriaRole.BUTTON).first().click();
			inviter.open("/doctor/patients");
			assertThat(page.getByText("Nina Costa").first()).isVisible();
			assertThat(inviter.violations()).isEmpty();
			assertThat(nina.violations()).isEmpty();
		}
	}

	/** The newest mail's link, wherever its parts hold it. */
	private String linkIn(String email) throws IOException, InterruptedException {
		String inbox = "http://localhost:" + this.system.stack().port("mail") + "/api/mails";
		JsonNode mails = JsonMapper.shared().readTree(this.system.stack().text(inbox + "?to=" + email));
		String id = mails.at("/items/0/id").asString();
		for (JsonNode part : JsonMapper.shared().readTree(this.system.stack().text(inbox + "/" + id)).get("parts")) {
			Matcher link = LINK
				.matcher(this.system.stack().text(inbox + "/" + id + "/parts/" + part.get("number").asString()));
			if (link.find()) {
				return link.group().replace("&amp;", "&");
			}
		}
		throw new IOException("The mail has no link");
	}

	@Test
	void o3PanelIsSearchedAndCareEnds() throws Exception {
		io.medlinks.drill.people.Person leaver = this.clinic.patients().getLast();
		try (Person reader = doctor()) {
			reader.open("/doctor/patients");
			Page page = reader.page();
			page.getByRole(AriaRole.SEARCHBOX).or(page.getByLabel("Search by name")).first().fill(leaver.canary());
			assertThat(page.getByText(leaver.canary()).first()).isVisible();
			assertThat(page.getByText(this.patient.canary())).hasCount(0);
			reader.picture("45-panel");
			reader.open("/doctor/patients/" + leaver.id());
			button(page, "End care of " + leaver.canary()).click();
			reader.picture("46-end-care");
			page.getByTestId("end-care").click();
			page.waitForURL((url) -> url.equals(this.system.url("/doctor")));
			assertThat(row(page, leaver)).hasCount(0);
			assertThat(leaver.get("/api/patient/diary/entries").status()).isEqualTo(200);
			assertThat(this.doctor.get("/api/doctor/patients/" + leaver.id()).status()).isEqualTo(403);
			assertThat(reader.violations()).isEmpty();
		}
	}

	@Test
	void o4InterviewAsksOneAtATimeAndBecomesAnEntry() {
		try (Person asked = patient()) {
			asked.open("/patient/interviews/new");
			Page page = asked.page();
			page.getByTestId("interview-opening").fill("My ear hurts since yesterday, " + this.patient.canary());
			page.getByTestId("interview-begin").click();
			int questions = 0;
			Locator text = page.getByTestId("interview-text");
			Locator question = page.getByTestId("question");
			assertThat(question.or(text).first()).isVisible();
			while (question.count() > 0) {
				if (questions == 1) {
					asked.picture("47-interview");
					// Left and come back to.
					asked.open("/patient");
					page.getByTestId("resume-interview").getByRole(AriaRole.LINK).first().click();
					assertThat(question).isVisible();
				}
				List<String> words = question.allTextContents();
				page.getByTestId("skip").click();
				page.waitForCondition(
						() -> text.count() > 0 || !List.of(words, List.of()).contains(question.allTextContents()));
				questions++;
			}
			assertThat(questions).isBetween(5, 8);
			asked.picture("48-interview-text");
			String edited = "In my own words: my ear hurts, " + this.patient.canary();
			text.fill(edited);
			page.getByTestId("interview-send").click();
			assertThat(page.getByTestId("interview-sent")).isVisible();
			asked.picture("49-interview-sent");
			asked.open("/patient/diary");
			assertThat(page.getByText(edited).first()).isVisible();
			assertThat(asked.violations()).isEmpty();
		}
	}

	@Test
	void o5NewEntriesComeLiveAndOpeningMarksThemAsReadForThisDoctorOnly() throws Exception {
		Clinic shared = Clinic.open(this.people, 2, 1, Hours.PLENTY);
		io.medlinks.drill.people.Person writer = shared.patients().getFirst();
		try (Person reader = signedIn(shared.doctors().getFirst(), "/doctor");
				Person elsewhere = signedIn(shared.doctors().getFirst(), "/doctor");
				Person colleague = signedIn(shared.doctors().getLast(), "/doctor")) {
			for (Person screen : List.of(reader, elsewhere, colleague)) {
				assertThat(row(screen.page(), writer)).isVisible();
			}
			shared.logText(writer, "Something new, " + writer.canary());
			for (Person screen : List.of(reader, elsewhere, colleague)) {
				assertThat(unread(screen.page(), writer)).hasText("1 unread");
				assertThat(screen.page().getByTestId("unread-in-all")).hasText("1 unread");
			}
			reader.picture("59-unread");
			row(reader.page(), writer).click();
			for (Person screen : List.of(reader, elsewhere)) {
				assertThat(unread(screen.page(), writer)).hasCount(0);
				assertThat(screen.page().getByTestId("unread-in-all")).hasCount(0);
				assertThat(row(screen.page(), writer)).not().hasAttribute("data-urgency", "none");
			}
			assertThat(unread(colleague.page(), writer)).hasText("1 unread");
			reader.picture("60-read-and-waiting");
			reader.page().getByTestId("acknowledge").click();
			assertThat(row(elsewhere.page(), writer)).hasAttribute("data-urgency", "none");
			assertThat(unread(colleague.page(), writer)).hasText("1 unread");
			assertThat(reader.violations()).isEmpty();
		}
	}

	@Test
	void o6O7O8DoctorsAnswerAndAddAndPatientsReadAll() throws Exception {
		String entry = "A cough, " + this.patient.canary();
		this.clinic.logText(this.patient, entry);
		try (Person answering = doctor(); Person reading = patient()) {
			reading.open("/patient/med-log");
			Page page = answering.page();
			row(page, this.patient).click();
			assertThat(page.getByText(entry).first()).isVisible();
			page.getByTestId("answer").click();
			page.getByLabel("Message to the patient").fill("Rest and drink enough");
			page.getByLabel("Diagnosis").fill("Acute bronchitis");
			button(page, "Add a medication").click();
			page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Honey");
			page.getByLabel("Dosage").fill("one spoon");
			page.getByLabel("How to take it").fill("before sleep");
			page.getByLabel("Private notes").fill("not for anybody " + this.doctor.canary());
			answering.picture("50-answer");
			page.getByTestId("consultation-send").click();
			for (String told : List.of("Rest and drink enough", "Acute bronchitis", "Honey")) {
				assertThat(reading.page().getByText(told).first()).isVisible();
			}
			assertThat(reading.page().getByText(entry).first()).isVisible();
			assertThat(reading.page().getByText("not for anybody")).hasCount(0);
			button(page, "Add a note or visit").click();
			page.getByLabel("Message to the patient").fill("We talked on the phone");
			page.getByTestId("consultation-send").click();
			assertThat(reading.page().getByText("We talked on the phone").first()).isVisible();
			reading.picture("51-med-log");
			assertThat(answering.violations()).isEmpty();
			assertThat(reading.violations()).isEmpty();
		}
	}

	@Test
	void o9AppointmentsAreBookedMovedAndCancelledAndBothAreTold() throws Exception {
		String mail = this.doctor.username() + "@example.org";
		String own = this.patient.username() + "@example.org";
		this.patient.ask("PUT", "/api/patient/profile",
				"{\"name\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\", \"email\": \"%s\"}"
					.formatted(this.patient.canary(), own),
				Map.of("If-Match", this.patient.get("/api/patient/profile").etag()));
		int before = this.people.mails(mail);
		int beforeOwn = this.people.mails(own);
		try (Person booking = patient()) {
			booking.open("/patient/appointments/new");
			Page page = booking.page();
			Locator time = page.locator("main section button").last();
			assertThat(time).isVisible();
			time.click();
			button(page, "Book this time").click();
			assertThat(page.getByText("Your appointment is booked")).isVisible();
			booking.picture("52-booked");
			booking.open("/patient");
			Locator item = page.locator("[data-testid=appointment-item][data-status=booked]");
			assertThat(item).hasCount(1);
			await().atMost(PATIENCE).until(() -> this.people.mails(mail) > before);
			await().atMost(PATIENCE).until(() -> this.people.mails(own) > beforeOwn);
			String first = item.locator("time").getAttribute("datetime");
			button(page, "Choose another time").click();
			Locator dialog = page.getByRole(AriaRole.DIALOG);
			dialog.locator("section button").last().click();
			booking.picture("53-choose-another-time");
			dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Move to")).click();
			assertThat(dialog).hasCount(0);
			assertThat(item.locator("time")).not().hasAttribute("datetime", first);
			assertThat(item).hasCount(1);
			await().atMost(PATIENCE)
				.until(() -> this.people.mails(mail) > before + 1 && this.people.mails(own) > beforeOwn + 1);
			button(page, "Cancel this appointment").click();
			button(page, "Cancel the appointment").click();
			assertThat(item).hasCount(0);
			await().atMost(PATIENCE)
				.until(() -> this.people.mails(mail) > before + 2 && this.people.mails(own) > beforeOwn + 2);
			assertThat(booking.violations()).isEmpty();
		}
	}

	@Test
	void o9AVisitThatADoctorAskedForIsBookedFromHome() throws Exception {
		Clinic asking = Clinic.open(this.people, 1, 1, Hours.PLENTY);
		io.medlinks.drill.people.Person patient = asking.patients().getFirst();
		asking.doctors().getFirst().does("POST", "/api/doctor/patients/" + patient.id() + "/consultations", """
				{"mode": "phone", "message": "Let us look at it", "covers": [],
				"pleaseBook": {"visitType": "phone", "within": "P30D"}}""");
		try (Person booking = signedIn(patient, "/patient")) {
			Page page = booking.page();
			assertThat(page.getByText("asks you to book a visit")).isVisible();
			booking.picture("61-please-book");
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Choose a time").setExact(true)).click();
			page.locator("main section button").last().click();
			button(page, "Book this time").click();
			assertThat(page.getByText("Your appointment is booked")).isVisible();
			booking.open("/patient");
			assertThat(page.locator("[data-testid=appointment-item][data-status=booked]")).hasCount(1);
			assertThat(page.getByText("asks you to book a visit")).hasCount(0);
			assertThat(booking.violations()).isEmpty();
		}
	}

	@Test
	void o10CalendarsShowMonthWeekAndDayToBoth() {
		try (Person one = patient(); Person other = doctor()) {
			for (Person reader : List.of(one, other)) {
				reader.open((reader == one) ? "/patient/appointments/calendar" : "/doctor/appointments/calendar");
				for (String view : List.of("Month", "Week", "Day")) {
					button(reader.page(), view).click();
					assertThat(button(reader.page(), view)).hasAttribute("aria-pressed", "true");
					reader.picture(
							((reader == one) ? "54-patient-calendar-" : "55-doctor-calendar-") + view.toLowerCase());
				}
				assertThat(reader.violations()).isEmpty();
			}
		}
	}

	@Test
	void o12ChatCitesItsSourcesAndAbstainsWithoutOne() {
		try (Person asking = patient()) {
			asking.open("/patient/chat");
			Page page = asking.page();
			ask(page, "What helps against a headache?");
			Locator answer = page.getByTestId("chat-message").last();
			assertThat(answer.getByRole(AriaRole.BUTTON).first()).isVisible();
			asking.picture("56-chat");
			answer.getByRole(AriaRole.BUTTON).first().click();
			assertThat(page.getByTestId("source-sheet")).isVisible();
			asking.picture("57-chat-source");
			page.keyboard().press("Escape");
			ask(page, "Who won the football match?");
			assertThat(page.getByText("I found nothing about this").first()).isVisible();
			asking.picture("58-chat-abstains");
			assertThat(asking.violations()).isEmpty();
		}
	}

	private static void ask(Page page, String question) {
		page.getByLabel("Your question").fill(question);
		page.getByTestId("chat-send").click();
		assertThat(page.getByTestId("chat-pending")).hasCount(0);
		assertThat(page.getByTestId("chat-message").filter(new Locator.FilterOptions().setHasText(question)).first())
			.isVisible();
	}

	private Person doctor() {
		return signedIn(this.doctor, "/doctor");
	}

	private Person patient() {
		return signedIn(this.patient, "/patient");
	}

	private Person signedIn(io.medlinks.drill.people.Person who, String path) {
		Person person = new Person(this.system, this.browser);
		person.signIn(who.username(), this.people.password(), path);
		return person;
	}

	private static Locator unread(Page page, io.medlinks.drill.people.Person patient) {
		return row(page, patient).getByTestId("unread");
	}

	private static Locator row(Page page, io.medlinks.drill.people.Person patient) {
		return page.locator("[data-testid=dashboard-row][data-patient-id='" + patient.id() + "']");
	}

}
