package io.medlinks.e2e;

import java.util.Random;
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

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.medlinks.e2e.Person.button;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each dialog fits a phone, keeps nobody out, goes by Escape and leaves all as it was.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryDialogIT {

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	private io.medlinks.drill.people.Person doctor;

	private io.medlinks.drill.people.Person patient;

	EveryDialogIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 1, 1, Hours.PLENTY);
		this.doctor = this.clinic.doctors().getFirst();
		this.patient = this.clinic.patients().getFirst();
	}

	@Test
	void ofPatients() throws Exception {
		String entry = this.clinic.logText(this.patient, "A cough, " + this.patient.canary());
		assertThat(this.clinic.book(this.patient, this.doctor, true, new Random(1))).isNotNull();
		try (Person asked = signedIn(this.patient, "/patient")) {
			Page page = asked.page();
			ask(asked, button(page, "Cancel this appointment"), "80-cancel");
			assertThat(page.locator("[data-testid=appointment-item][data-status=booked]")).hasCount(1);

			asked.open("/patient/entries/" + entry);
			ask(asked, button(page, "Withdraw it"), "81-withdraw");

			asked.open("/patient/appointments/calendar");
			button(page, "Make a calendar link").click();
			ask(asked, button(page, "Make a new link"), "82-new-calendar-link");
			ask(asked, button(page, "End the link"), "83-end-calendar-link");

			asked.open("/patient/care-team");
			ask(asked, button(page, "End access for Dr " + this.doctor.username()), "84-end-access");
			ask(asked,
					page.getByRole(AriaRole.BUTTON,
							new Page.GetByRoleOptions().setName(Pattern.compile("^Add .* to my doctors$")))
						.first(),
					"85-let-in");

			asked.open("/patient/interviews/new");
			page.getByTestId("interview-opening").fill("My ear hurts, " + this.patient.canary());
			page.getByTestId("interview-begin").click();
			ask(asked, button(page, "End without sending"), "86-give-up-interview");
			assertThat(page.getByTestId("question")).isVisible();
			assertThat(asked.violations()).isEmpty();
		}
	}

	@Test
	void ofDoctors() {
		try (Person asked = signedIn(this.doctor, "/doctor/patients/" + this.patient.id() + "?step=act")) {
			Page page = asked.page();
			button(page, "Add a note or visit").click();
			page.getByLabel("Message to the patient").fill("We talked on the phone");
			ask(asked, button(page, "Discard"), "87-discard");
			assertThat(page.getByLabel("Message to the patient")).hasValue("We talked on the phone");
			page.getByTestId("consultation-send").click();
			assertThat(page.getByText("can read it")).isVisible();
			ask(asked, button(page, "Other times"), "88-other-times");

			asked.open("/doctor/patients/" + this.patient.id());
			ask(asked, button(page, "Change"), "89-change-consultation");
			ask(asked, button(page, "Take back"), "90-take-back");
			assertThat(page.getByText("We talked on the phone")).isVisible();

			assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Time line"))).isVisible();
			page.keyboard().press("?");
			look(asked, "91-keys");
			assertThat(asked.violations()).isEmpty();
		}
	}

	@Test
	void ofOperators() throws Exception {
		io.medlinks.drill.people.Person newcomer = this.people.signIn("account").getFirst();
		String name = "Dr " + newcomer.username();
		newcomer.does("POST", "/api/registration/doctor", """
				{"name": "%s", "specialty": "General practice", "zone": "Europe/Lisbon", "registrationNumber": "1",
				"registrationBody": "Medical Council", "languages": ["en"]}""".formatted(name));
		try (Person asked = new Person(this.system, this.browser)) {
			asked.signIn("operator1", "/operator");
			Page page = asked.page();
			ask(asked, button(page, "Approve " + name), "92-approve");
			ask(asked, button(page, "Decline " + name), "93-decline");
			ask(asked, button(page, "Withdraw approval of Dr " + this.doctor.username()), "94-withdraw-approval");
			assertThat(button(page, "Approve " + name)).isVisible();
			assertThat(asked.violations()).isEmpty();
		}
	}

	private static void ask(Person asked, Locator opening, String name) {
		opening.click();
		look(asked, name);
		assertThat(opening).isFocused();
	}

	private static void look(Person asked, String name) {
		Locator dialog = asked.page().locator("[role=dialog], [role=alertdialog]");
		assertThat(dialog).isVisible();
		assertThat(dialog.locator("[aria-busy=true]")).hasCount(0);
		asked.glance(name);
		asked.page().keyboard().press("Escape");
		assertThat(dialog).hasCount(0);
	}

	private Person signedIn(io.medlinks.drill.people.Person who, String path) {
		Person person = new Person(this.system, this.browser);
		person.signIn(who.username(), this.people.password(), path);
		return person;
	}

}
