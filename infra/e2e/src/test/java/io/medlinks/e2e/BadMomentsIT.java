package io.medlinks.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.people.People;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.medlinks.e2e.Person.button;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A second click, an answer that is lost on its way, a session that ends in the middle of
 * a form: nothing is lost, nothing is there twice.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadMomentsIT {

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	BadMomentsIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 1, 5, Hours.PLENTY);
	}

	@Test
	void aSecondClickIsNoSecondEntryAndNoSecondAppointment() throws Exception {
		io.medlinks.drill.people.Person patient = this.clinic.patients().get(0);
		try (Person clicking = signedIn(patient, "/patient")) {
			Page page = clicking.page();
			page.getByTestId("entry-text").fill("Only once, " + patient.canary());
			page.getByTestId("entry-send").dblclick();
			assertThat(page.locator("[data-testid=entry-state][data-state=assessed]")).hasCount(1);
			assertThat(patient.get("/api/patient/diary/entries").json().get("items")).hasSize(1);

			chooseATime(clicking);
			button(page, "Book this time").dblclick();
			assertThat(page.getByText("Your appointment is booked")).isVisible();
			assertThat(patient.get("/api/patient/appointments").json().get("items")).hasSize(1);
		}
	}

	@Test
	void aLostAnswerIsAskedForAgainAndNothingIsThereTwice() throws Exception {
		io.medlinks.drill.people.Person patient = this.clinic.patients().get(1);
		try (Person booking = signedIn(patient, "/patient")) {
			Page page = booking.page();
			AtomicInteger lost = loseTheFirstAnswer(page, "**/api/patient/diary/entries");
			page.getByTestId("entry-text").fill("Sent twice, " + patient.canary());
			page.getByTestId("entry-send").click();
			assertThat(page.locator("[data-testid=entry-state][data-state=assessed]")).hasCount(1);
			assertThat(lost).hasValue(1);
			assertThat(patient.get("/api/patient/diary/entries").json().get("items")).hasSize(1);

			AtomicInteger lostToo = loseTheFirstAnswer(page, "**/api/patient/appointments");
			chooseATime(booking);
			button(page, "Book this time").click();
			assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
			assertThat(lostToo).hasValue(1);
			button(page, "Book this time").click();
			assertThat(page.getByText("Your appointment is booked")).isVisible();
			assertThat(patient.get("/api/patient/appointments").json().get("items")).hasSize(1);
		}
	}

	@Test
	void aSessionThatEndsInTheMiddleOfAFormLosesNothingOfIt() {
		io.medlinks.drill.people.Person patient = this.clinic.patients().get(2);
		try (Person typing = signedIn(patient, "/patient/profile")) {
			Page page = typing.page();
			page.getByLabel("Phone").fill("+351 912 000 111");
			typing.forgetCookies();
			button(page, "Save").click();
			assertThat(page.getByText("Your sign-in has ended. What you typed is kept here.").first()).isVisible();
			assertThat(page.getByLabel("Phone")).hasValue("+351 912 000 111");
			button(page, "Sign in again").click();
			typing.fillSignIn(patient.username(), this.people.password());
			page.waitForURL((url) -> url.equals(this.system.url("/patient/profile")));
			assertThat(page.getByLabel("Phone")).hasValue("+351 912 000 111");
			button(page, "Save").click();
			assertThat(page.getByText("Saved.")).isVisible();
		}
	}

	@Test
	void aDoctorsAnswerOutlivesTheSession() throws Exception {
		Clinic own = Clinic.open(this.people, 1, 1, Hours.PLENTY);
		io.medlinks.drill.people.Person patient = own.patients().getFirst();
		io.medlinks.drill.people.Person doctor = own.doctors().getFirst();
		String path = "/doctor/patients/" + patient.id();
		String words = "Rest, and drink enough";
		try (Person answering = signedIn(doctor, path)) {
			Page page = answering.page();
			button(page, "Add a note or visit").click();
			page.getByLabel("Message to the patient").fill(words);
			answering.forgetCookies();
			page.getByTestId("consultation-send").click();
			assertThat(page.getByText("Your sign-in has ended. What you typed is kept here.").first()).isVisible();
			assertThat(page.getByLabel("Message to the patient")).hasValue(words);
			button(page, "Sign in again").click();
			answering.fillSignIn(doctor.username(), this.people.password());
			page.waitForURL((url) -> url.contains(path));
			Locator message = page.getByLabel("Message to the patient");
			Locator open = button(page, "Add a note or visit");
			assertThat(message.or(open).first()).isVisible();
			if (message.count() == 0) {
				open.click();
			}
			assertThat(message).hasValue(words);
			page.getByTestId("consultation-send").click();
			assertThat(message).hasCount(0);
			assertThat(patient.get("/api/patient/med-log").body()).contains(words);
		}
	}

	@Test
	void aDeviceWhoseClockIsHoursAheadIsHeardAllTheSame() throws Exception {
		io.medlinks.drill.people.Person patient = this.clinic.patients().get(3);
		try (Person writing = signedIn(patient, "/patient")) {
			Page page = writing.page();
			Instant before = Instant.now().minusSeconds(2);
			page.clock().setFixedTime(Date.from(before.plus(Duration.ofHours(3))));
			page.getByTestId("entry-text").fill("Dizzy since I got up, " + patient.canary());
			page.getByTestId("entry-send").click();
			assertThat(page.locator("[data-testid=entry-state][data-state=assessed]")).hasCount(1);
			JsonNode entries = patient.get("/api/patient/diary/entries").json().get("items");
			assertThat(entries).hasSize(1);
			assertThat(OffsetDateTime.parse(entries.at("/0/happenedAt").asString()).toInstant()).isBetween(before,
					Instant.now());
		}
	}

	@Test
	void whatWasRefusedIsPutRightAndSent() throws Exception {
		io.medlinks.drill.people.Person patient = this.clinic.patients().get(4);
		try (Person writing = signedIn(patient, "/patient")) {
			Page page = writing.page();
			refuseTheFirst(page, "**/api/patient/diary/entries");
			page.getByTestId("entry-text").fill("My knee hurts, " + patient.canary());
			page.getByTestId("entry-send").click();
			// Where it was sent, and in the list of what was sent.
			assertThat(page.getByText("Correct it")).hasCount(2);
			Locator correct = page.getByText("Correct it").first();
			assertThat(correct).isVisible();
			writing.picture("75-patient-refused");
			correct.click();
			assertThat(page.getByTestId("entry-text")).hasValue("My knee hurts, " + patient.canary());
			writing.picture("76-patient-correct");
			page.getByTestId("entry-text").fill("My left knee hurts, " + patient.canary());
			button(page, "Send it once more").click();
			assertThat(page.locator("[data-testid=entry-state][data-state=assessed]")).hasCount(1);
			assertThat(page.getByText("Correct it")).hasCount(0);
			JsonNode entries = patient.get("/api/patient/diary/entries").json().get("items");
			assertThat(entries).hasSize(1);
			assertThat(entries.at("/0/text").asString()).startsWith("My left knee hurts");
		}
	}

	/** As a service does it that does not know what a newer page knows. */
	private static void refuseTheFirst(Page page, String url) {
		AtomicInteger refused = new AtomicInteger();
		page.route(url, (route) -> {
			if (route.request().method().equals("POST") && refused.getAndIncrement() == 0) {
				route.fulfill(
						new Route.FulfillOptions().setStatus(400).setContentType("application/problem+json").setBody("""
								{"type": "urn:medlinks:problem:validation-failed", "title": "Invalid", "status": 400,
								"detail": "Some fields are not acceptable.", "errors": [{"field": "symptoms[0].code",
								"message": "must be a code of the symptom catalogue"}]}"""));
			}
			else {
				route.resume();
			}
		});
	}

	private static void chooseATime(Person person) {
		person.open("/patient/appointments/new");
		person.page().locator("main section button").first().click();
	}

	/** What was asked is done, and the first answer never comes. */
	private static AtomicInteger loseTheFirstAnswer(Page page, String url) {
		AtomicInteger lost = new AtomicInteger();
		page.route(url, (route) -> {
			if (route.request().method().equals("POST") && lost.get() == 0) {
				assertThat(route.fetch().status()).isEqualTo(201);
				lost.incrementAndGet();
				route.abort();
			}
			else {
				route.resume();
			}
		});
		return lost;
	}

	private Person signedIn(io.medlinks.drill.people.Person who, String path) {
		Person person = new Person(this.system, this.browser);
		person.signIn(who.username(), this.people.password(), path);
		return person;
	}

}
