package io.medlinks.e2e;

import java.util.List;

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

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each page says what is the matter while it loads, when its service is away and when
 * there is nothing to show yet, and keeps nobody out.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryStateIT {

	private static final String API = "**/api/**";

	private static final String UNKNOWN = "11111111-1111-4111-8111-111111111111";

	private static final List<String> OF_PATIENTS = List.of("/patient", "/patient/diary", "/patient/med-log",
			"/patient/chat", "/patient/care-team", "/patient/access-log", "/patient/profile",
			"/patient/appointments/new", "/patient/appointments/calendar", "/patient/entries/" + UNKNOWN,
			"/patient/interviews/" + UNKNOWN);

	private static final List<String> OF_DOCTORS = List.of("/doctor", "/doctor/patients", "/doctor/patients/" + UNKNOWN,
			"/doctor/appointments", "/doctor/appointments/calendar", "/doctor/availability", "/doctor/profile");

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private Clinic clinic;

	EveryStateIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		this.clinic = Clinic.open(this.people, 1, 0, Hours.PLENTY);
	}

	@Test
	void patientsAreToldWhatIsTheMatter() throws Exception {
		show("70-patient", this.people.signIn("patient").getFirst().username(), this.people.password(), "/patient",
				OF_PATIENTS);
	}

	@Test
	void doctorsAreToldWhatIsTheMatter() {
		show("71-doctor", this.clinic.doctors().getFirst().username(), this.people.password(), "/doctor", OF_DOCTORS);
	}

	@Test
	void operatorsAreToldWhatIsTheMatter() {
		show("72-operator", "operator1", "medlinks", "/operator", List.of("/operator"));
	}

	private void show(String name, String username, String password, String home, List<String> paths) {
		try (Person reader = new Person(this.system, this.browser)) {
			reader.signIn(username, password, home);
			Page page = reader.page();
			for (String path : paths) {
				visit(reader, path);
				assertThat(page.locator("[aria-busy=true]")).hasCount(0);
				reader.glance(name + "-new" + path.replace(UNKNOWN, "unknown").replace('/', '-'));
			}
			page.clock().install();
			page.route(API, EveryStateIT::fail);
			for (String path : paths) {
				visit(reader, path);
				Locator told = page.getByText("cannot be reached right now");
				Locator busy = page.locator("[aria-busy=true]");
				// Each read is tried again twice, after one second and two more.
				page.waitForCondition(() -> {
					page.clock().fastForward(1_000);
					return told.count() > 0 && busy.count() == 0;
				});
				reader.glance(name + "-away" + path.replace(UNKNOWN, "unknown").replace('/', '-'));
			}
			page.unroute(API);
			page.route(API, (_) -> {
			});
			visit(reader, home);
			assertThat(page.locator("[aria-busy=true]").first()).isVisible();
			reader.glance(name + "-loading");
			page.unroute(API);
			assertThat(reader.violations()).isEmpty();
		}
	}

	private static void visit(Person reader, String path) {
		reader.open(path);
		assertThat(reader.page().getByRole(AriaRole.HEADING).first()).isVisible();
	}

	/** As the gateway does it where no instance of a service answers. */
	private static void fail(Route route) {
		route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json").setBody("""
				{"type": "urn:medlinks:problem:unavailable", "title": "Unavailable", "status": 503,
				"detail": "This part cannot be reached right now; nothing of yours was lost."}"""));
	}

}
