package io.medlinks.e2e;

import java.util.List;
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

/**
 * Every flow goes by the keyboard alone, on a screen as narrow as a phone's.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyboardIT {

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	KeyboardIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 1, 3, Hours.PLENTY);
	}

	@Test
	void patientsWriteChangeAndWithdraw() {
		try (Person patient = signedIn(this.clinic.patients().get(0), "/patient")) {
			Page page = patient.page();
			Keyboard keys = new Keyboard(page);
			keys.write(page.getByTestId("entry-text"), "A headache since noon");
			keys.press(button(page, "Headache"));
			keys.to(page.getByRole(AriaRole.SLIDER)).press("ArrowRight");
			keys.press(page.getByTestId("entry-send"));
			assertThat(page.locator("[data-testid=entry-state][data-state=assessed]").first()).isVisible();

			keys.press(link(page, "Open or change").first());
			keys.press(button(page, "Change this entry"));
			keys.write(page.getByTestId("entry-text"), "A headache since ten");
			keys.press(button(page, "Save the change"));
			assertThat(page.getByText("A headache since ten").first()).isVisible();
			keys.press(button(page, "Withdraw it"));
			keys.press(button(page, "Withdraw the entry"));
			assertThat(page.getByText("You withdrew this entry.")).isVisible();
		}
	}

	@Test
	void patientsAreAskedAndAsk() {
		try (Person patient = signedIn(this.clinic.patients().get(0), "/patient")) {
			Page page = patient.page();
			Keyboard keys = new Keyboard(page);
			keys.press(page.getByTestId("interview-offer"));
			keys.write(page.getByTestId("interview-opening"), "My ear hurts since yesterday");
			keys.press(page.getByTestId("interview-begin"));
			Locator question = page.getByTestId("question");
			Locator text = page.getByTestId("interview-text");
			assertThat(question.or(text).first()).isVisible();
			while (question.count() > 0) {
				List<String> words = question.allTextContents();
				keys.press(page.getByTestId("skip"));
				page.waitForCondition(
						() -> text.count() > 0 || !List.of(words, List.of()).contains(question.allTextContents()));
			}
			keys.write(text, "My ear hurts");
			keys.press(page.getByTestId("interview-send"));
			assertThat(page.getByTestId("interview-sent")).isVisible();

			keys.press(link(page, "Ask"));
			keys.write(page.getByLabel("Your question"), "What helps against a headache?");
			keys.press(page.getByTestId("chat-send"));
			assertThat(page.getByTestId("chat-pending")).hasCount(0);
			Locator source = page.getByTestId("chat-message").last().getByRole(AriaRole.BUTTON).first();
			keys.press(source);
			assertThat(page.getByTestId("source-sheet")).isVisible();
			keys.within(page.getByTestId("source-sheet"));
			keys.press("Escape");
			assertThat(page.getByTestId("source-sheet")).hasCount(0);
			assertThat(source).isFocused();
		}
	}

	@Test
	void patientsBookMoveAndCancel() {
		try (Person patient = signedIn(this.clinic.patients().get(1), "/patient")) {
			Page page = patient.page();
			Keyboard keys = new Keyboard(page);
			keys.press(link(page, "Book an appointment"));
			keys.press(page.locator("main section button").first());
			keys.press(button(page, "Book this time"));
			assertThat(page.getByText("Your appointment is booked")).isVisible();
			keys.press(link(page, "To my home page"));
			Locator item = page.locator("[data-testid=appointment-item][data-status=booked]");
			String first = item.locator("time").getAttribute("datetime");

			keys.press(button(page, "Choose another time"));
			Locator dialog = page.getByRole(AriaRole.DIALOG);
			keys.to(dialog.locator("section button").first());
			keys.press("ArrowRight");
			keys.press("ArrowRight");
			keys.press("Enter");
			keys.press(dialog.getByRole(AriaRole.BUTTON,
					new Locator.GetByRoleOptions().setName(Pattern.compile("^Move to"))));
			assertThat(item.locator("time")).not().hasAttribute("datetime", first);
			keys.press(button(page, "Cancel this appointment"));
			keys.press(button(page, "Cancel the appointment"));
			assertThat(item).hasCount(0);
		}
	}

	@Test
	void patientsDecideWhoReadsAndSayWhoTheyAre() {
		String doctor = "Dr " + this.clinic.doctors().getFirst().username();
		try (Person patient = signedIn(this.clinic.patients().get(2), "/patient")) {
			Page page = patient.page();
			Keyboard keys = new Keyboard(page);
			keys.press(link(page, "My doctors"));
			keys.press(button(page, "End access for " + doctor));
			keys.press(button(page, "End access"));
			Locator add = button(page, "Add " + doctor + " to my doctors");
			assertThat(add.or(page.getByRole(AriaRole.SEARCHBOX)).first()).isVisible();
			if (page.getByRole(AriaRole.SEARCHBOX).count() > 0) {
				keys.write(page.getByRole(AriaRole.SEARCHBOX), doctor);
			}
			keys.press(add);
			keys.press(button(page, "Let " + doctor + " read it"));
			assertThat(button(page, "End access for " + doctor)).isVisible();
			page.evaluate("scrollTo(0, document.body.scrollHeight)");
			page.waitForCondition(() -> !isAtTheTop(page));
			keys.press(link(page, "Who looked at my record"));
			assertThat(page.getByText("looked at your details").first()).isVisible();
			keys.within(page.getByRole(AriaRole.MAIN));
			page.waitForCondition(() -> isAtTheTop(page));

			keys.press(page.getByRole(AriaRole.LINK,
					new Page.GetByRoleOptions().setName(Pattern.compile(": my details$"))));
			keys.write(page.getByLabel("Phone"), "+351 912 345 678");
			keys.press(button(page, "Save"));
			assertThat(page.getByText("Saved.")).isVisible();
		}
	}

	@Test
	void doctorsReadAcknowledgeAnswerAndBook() throws Exception {
		Clinic own = Clinic.open(this.people, 1, 2, Hours.PLENTY);
		io.medlinks.drill.people.Person writer = own.patients().getFirst();
		own.logText(writer, "Something new, " + writer.canary());
		try (Person doctor = signedIn(own.doctors().getFirst(), "/doctor")) {
			Page page = doctor.page();
			Keyboard keys = new Keyboard(page);
			Locator row = page.locator("[data-testid=dashboard-row][data-patient-id='" + writer.id() + "']");
			assertThat(row).not().hasAttribute("data-urgency", "none");
			keys.press("j");
			assertThat(row).isFocused();
			keys.press("Enter");
			keys.press(link(page, "Answer, acknowledge or book"));
			keys.press(page.getByTestId("acknowledge"));
			assertThat(page.getByText("reads that you have seen it")).isVisible();
			keys.press(button(page, "Add a note or visit"));
			keys.write(page.getByLabel("Message to the patient"), "Rest and drink enough");
			keys.press(page.getByTestId("consultation-send"));
			assertThat(page.getByLabel("Message to the patient")).hasCount(0);
			keys.press(page.getByTestId("book-first"));
			assertThat(page.getByText(Pattern.compile("^Booked:"))).isVisible();
			keys.press(button(page, "Other times"));
			Locator dialog = page.getByRole(AriaRole.DIALOG);
			assertThat(dialog).isVisible();
			keys.within(dialog);
			keys.press("Escape");
			assertThat(dialog).hasCount(0);

			keys.press(link(page, "Back to the patient"));
			keys.press(button(page, "End care of " + writer.canary()));
			keys.press(page.getByTestId("end-care"));
			page.waitForURL((url) -> url.equals(this.system.url("/doctor")));
			assertThat(row).hasCount(0);
		}
	}

	@Test
	void doctorsKeepTheirWeekAndInvite() throws Exception {
		Clinic own = Clinic.open(this.people, 1, 1, Hours.PLENTY);
		try (Person doctor = signedIn(own.doctors().getFirst(), "/doctor")) {
			Page page = doctor.page();
			Keyboard keys = new Keyboard(page);
			keys.press(link(page, "Availability"));
			keys.write(page.getByLabel("Notice in minutes"), "45");
			keys.press(button(page, "Save the week"));
			assertThat(page.getByText("Saved. New bookings follow this week.")).isVisible();
			keys.press(link(page, "Patients"));
			keys.press(link(page, "Add a patient"));
			keys.write(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)), "Rui Alves");
			keys.write(page.getByLabel("E-mail"), own.doctors().getFirst().username() + ".rui@example.org");
			keys.press(button(page, "Invite"));
			assertThat(page.getByText("Rui Alves is invited.")).isVisible();
			keys.press(link(page, "Appointments"));
			keys.press(link(page, "Calendar"));
			keys.press(button(page, "Week"));
			assertThat(button(page, "Week")).hasAttribute("aria-pressed", "true");
		}
	}

	@Test
	void doctorsRegisterAndOperatorsApprove() throws Exception {
		io.medlinks.drill.people.Person account = this.people.signIn("account").getFirst();
		String name = "Dr " + account.username();
		try (Person newcomer = signedIn(account, "/registration"); Person olga = narrow()) {
			Page page = newcomer.page();
			Keyboard keys = new Keyboard(page);
			keys.write(page.getByLabel("Name with title"), name);
			keys.write(page.getByLabel("Specialty"), "General practice");
			keys.write(page.getByLabel("Registration number"), "12345");
			keys.write(page.getByLabel("Registered with"), "Medical Council");
			keys.write(page.getByLabel("Languages you speak"), "en");
			keys.press(button(page, "Send to the MedLinks team"));
			assertThat(page.getByText("We have what you sent")).isVisible();
			signIn(olga, "operator1", "medlinks", "/operator");
			Keyboard ofOlga = new Keyboard(olga.page());
			ofOlga.press(button(olga.page(), "Approve " + name));
			ofOlga.press(button(olga.page(), "Approve"));
			page.waitForURL((url) -> url.equals(this.system.url("/doctor")));
			new Keyboard(page).press(button(page, "Sign out"));
			page.waitForURL((url) -> url.equals(this.system.url("/signed-out")));
		}
	}

	private Person signedIn(io.medlinks.drill.people.Person who, String path) {
		Person person = narrow();
		signIn(person, who.username(), this.people.password(), path);
		return person;
	}

	private Person narrow() {
		Person person = new Person(this.system, this.browser);
		person.atAPhone();
		return person;
	}

	private void signIn(Person person, String username, String password, String path) {
		Page page = person.page();
		Keyboard keys = new Keyboard(page);
		person.open("/auth/login?returnTo=" + path);
		keys.write(page.locator("#username"), username);
		keys.write(page.locator("#password"), password);
		keys.press("Enter");
		page.waitForURL((url) -> url.equals(this.system.url(path)));
	}

	private static boolean isAtTheTop(Page page) {
		return Boolean.TRUE.equals(page.evaluate("scrollY === 0"));
	}

	/** At the end of a page there may be the same as in the bar below it. */
	private static Locator link(Page page, String name) {
		return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
	}

}
