package io.medlinks.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody reaches what is another's, neither by the pages nor behind them.
 */
@ExtendWith(WholeSystem.class)
class PeopleApartIT {

	private static final String LEILA = "a1000000-0000-4000-8000-000000000003";

	private final RunningSystem system;

	private final Browser browser;

	PeopleApartIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@Test
	void keepsADoctorToTheirOwnPatients() {
		try (Person silva = new Person(this.system, this.browser)) {
			silva.signIn("doctor1", "/doctor");
			assertThat(silva.page().getByTestId("dashboard-row").first()).isVisible();
			assertThat(silva.page().locator("[data-testid=dashboard-row][data-patient-id='" + LEILA + "']"))
				.hasCount(0);
			assertThat(status(silva.page(), "/api/doctor/patients/" + LEILA)).isEqualTo(403);
			assertThat(status(silva.page(), "/api/doctor/patients/" + LEILA + "/diary/entries")).isEqualTo(403);
			assertThat(status(silva.page(), "/api/doctor/patients/" + LEILA + "/summary")).isEqualTo(403);
			assertThat(status(silva.page(), "/api/patient/profile")).isEqualTo(403);
			assertThat(status(silva.page(), "/api/operator/doctors")).isEqualTo(403);
		}
	}

	@Test
	void keepsAPatientToTheirOwnRecord() {
		try (Person ana = new Person(this.system, this.browser)) {
			ana.signIn("patient1", "/patient");
			assertThat(status(ana.page(), "/api/patient/profile")).isEqualTo(200);
			assertThat(status(ana.page(), "/api/doctor/dashboard")).isEqualTo(403);
			assertThat(status(ana.page(), "/api/operator/doctors")).isEqualTo(403);
			assertThat(status(ana.page(), "/api/patient/diary/entries/unknown")).isEqualTo(404);
			ana.open("/doctor");
			assertThat(ana.page().getByTestId("entry-send")).isVisible();
			assertThat(ana.page().url()).isEqualTo(this.system.url("/patient"));
			assertThat(ana.page().getByTestId("dashboard-row")).hasCount(0);
			ana.picture("30-patient-on-a-doctors-page");
			assertThat(ana.violations()).isEmpty();
		}
	}

	@Test
	void keepsAnOperatorFromClinicalData() {
		try (Person olga = new Person(this.system, this.browser)) {
			olga.signIn("operator1", "/operator");
			assertThat(status(olga.page(), "/api/operator/doctors")).isEqualTo(200);
			assertThat(status(olga.page(), "/api/doctor/dashboard")).isEqualTo(403);
			assertThat(status(olga.page(), "/api/patient/profile")).isEqualTo(403);
		}
	}

	@Test
	void letsStrangersSeeOnlyWhatIsPublic() {
		try (Person nobody = new Person(this.system, this.browser)) {
			nobody.open("/");
			assertThat(status(nobody.page(), "/api/patient/profile")).isEqualTo(401);
			assertThat(status(nobody.page(), "/api/doctor/dashboard")).isEqualTo(401);
			assertThat(status(nobody.page(), "/api/public/status")).isEqualTo(200);
		}
	}

	private static int status(Page page, String path) {
		return ((Number) page.evaluate("path => fetch(path).then(response => response.status)", path)).intValue();
	}

}
