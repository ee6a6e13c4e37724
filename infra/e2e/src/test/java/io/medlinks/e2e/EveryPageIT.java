package io.medlinks.e2e;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each page stands, fits a phone and a desk in both themes, and keeps nobody out.
 */
@ExtendWith(WholeSystem.class)
class EveryPageIT {

	private final RunningSystem system;

	private final Browser browser;

	EveryPageIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@Test
	void showsThePatientsPages() {
		try (Person tom = new Person(this.system, this.browser)) {
			tom.signIn("patient2", "/patient");
			visit(tom, "10-patient", "/patient", "/patient/diary", "/patient/care-team", "/patient/access-log",
					"/patient/profile", "/patient/appointments/new", "/patient/appointments/calendar",
					"/patient/interviews/new", "/patient/nowhere");
			tom.open("/patient/diary");
			tom.page().locator("a[href^='/patient/entries/']").first().click();
			settle(tom);
			tom.picture("10-patient-entry");
			assertThat(tom.violations()).isEmpty();
		}
	}

	@Test
	void showsTheDoctorsPages() {
		try (Person weber = new Person(this.system, this.browser)) {
			weber.signIn("doctor2", "/doctor");
			visit(weber, "20-doctor", "/doctor", "/doctor/patients", "/doctor/appointments",
					"/doctor/appointments/calendar", "/doctor/availability", "/doctor/profile");
			assertThat(weber.violations()).isEmpty();
		}
	}

	@Test
	void showsTheOperatorsPage() {
		try (Person olga = new Person(this.system, this.browser)) {
			olga.signIn("operator1", "/operator");
			visit(olga, "25-operator", "/operator");
			assertThat(olga.violations()).isEmpty();
		}
	}

	@Test
	void showsTheSignInPage() {
		try (Person stranger = new Person(this.system, this.browser)) {
			stranger.open("/auth/login?returnTo=/patient");
			stranger.fillSignIn("patient1", "not the password");
			assertThat(stranger.page().locator("#kc-login")).isVisible();
			stranger.picture("01-sign-in");
			stranger.open("/signed-out");
			settle(stranger);
			stranger.picture("02-signed-out");
			assertThat(stranger.violations()).isEmpty();
		}
	}

	private static void visit(Person person, String name, String... paths) {
		for (String path : List.of(paths)) {
			person.open(path);
			settle(person);
			person.picture(name + path.replace('/', '-'));
		}
	}

	/** Waits for the page's heading and for what it loads. */
	private static void settle(Person person) {
		assertThat(person.page().getByRole(AriaRole.HEADING).first()).isVisible();
		assertThat(person.page().locator("[aria-busy=true]")).hasCount(0);
	}

}
