package io.medlinks.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The story that MedLinks exists for, told by two people at once: a patient logs a
 * symptom, the doctor's list changes without a reload, the doctor acknowledges and books,
 * and the patient sees both.
 */
@ExtendWith(WholeSystem.class)
class MainStoryIT {

	private static final String ANA = "a1000000-0000-4000-8000-000000000001";

	private final RunningSystem system;

	private final Browser browser;

	MainStoryIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@Test
	void bringsASymptomToTheDoctorAndAnAppointmentBack() throws Exception {
		try (Person ana = new Person(this.system, this.browser); Person silva = new Person(this.system, this.browser)) {
			ana.open("/");
			ana.picture("01-landing");
			ana.signIn("patient1", "/patient");
			assertThat(ana.page().getByTestId("entry-text")).isVisible();
			ana.picture("02-patient-home");

			silva.signIn("doctor1", "/doctor");
			Locator row = silva.page().locator("[data-testid=dashboard-row][data-patient-id='" + ANA + "']");
			assertThat(row).isVisible();
			silva.picture("03-doctor-home");

			row.click();
			reachesTheDoctor(ana.page(), silva.page(),
					"The headache is worse today, 8 out of 10, and light hurts my eyes.");
			reachesTheDoctor(ana.page(), silva.page(), "Still the same after lying down in the dark for an hour.");
			reachesTheDoctor(ana.page(), silva.page(), "I cannot keep water down since noon.");

			write(ana.page(), "Sudden strong chest pain spreading to my left arm, and I am in a cold sweat.");
			assertThat(ana.page().getByTestId("red-flag")).isVisible();
			ana.picture("04-red-flag");
			assertThat(row).hasAttribute("data-urgency", "emergency");
			silva.picture("05-doctor-sees-emergency");
			ana.page().getByTestId("red-flag").getByRole(AriaRole.BUTTON).last().click();

			row.click();
			Locator acknowledge = silva.page().getByTestId("acknowledge");
			assertThat(acknowledge).isVisible();
			silva.picture("06-doctor-opens-patient");
			acknowledge.click();
			assertThat(row).hasAttribute("data-urgency", "none");
			assertThat(ana.page().locator("[data-testid=entry-state][data-state=seen]").first())
				.containsText("Dr Marta Silva");
			ana.picture("07-seen-by-doctor");

			int before = ana.page().locator("[data-testid=appointment-item][data-status=booked]").count();
			silva.page().keyboard().press("b");
			assertThat(silva.page().getByTestId("book-first")).isFocused();
			Response booked = silva.page()
				.waitForResponse(
						(response) -> response.url().endsWith("/api/doctor/appointments")
								&& response.request().method().equals("POST"),
						() -> silva.page().keyboard().press("Enter"));
			Assertions.assertThat(booked.status()).isEqualTo(201);
			silva.picture("08-booked-from-the-row");
			assertThat(ana.page().locator("[data-testid=appointment-item][data-status=booked]")).hasCount(before + 1,
					new LocatorAssertions.HasCountOptions().setTimeout(20_000));
			ana.picture("09-patient-sees-appointment");
			Assertions.assertThat(ana.violations()).isEmpty();
			Assertions.assertThat(silva.violations()).isEmpty();
		}
		Assertions.assertThat(this.system.disagreements()).isEmpty();
	}

	/**
	 * How long it took is printed, not judged: a test must not depend on how busy the
	 * machine is.
	 */
	private static void reachesTheDoctor(Page patient, Page doctor, String words) {
		doctor.evaluate("""
				words => {
					window.seenAt = new Promise(resolve => {
						const look = () => document.body.innerText.includes(words) && resolve(Date.now())
						new MutationObserver(look).observe(document.body,
							{ subtree: true, childList: true, characterData: true })
					})
				}""", words);
		double saved = write(patient, words);
		assertThat(doctor.getByText(words).first()).isVisible();
		double seen = ((Number) doctor.evaluate("() => window.seenAt")).doubleValue();
		System.out.printf("From saved to the doctor's screen: %.0f ms%n", seen - saved);
	}

	/** Returns when the answer was there, in epoch milliseconds. */
	private static double write(Page patient, String words) {
		patient.getByTestId("entry-text").fill(words);
		Response response = patient
			.waitForResponse(
					(answer) -> answer.url().endsWith("/api/patient/diary/entries")
							&& answer.request().method().equals("POST"),
					() -> patient.getByTestId("entry-send").click());
		Assertions.assertThat(response.status()).isEqualTo(201);
		response.finished();
		return response.request().timing().startTime + response.request().timing().responseEnd;
	}

}
