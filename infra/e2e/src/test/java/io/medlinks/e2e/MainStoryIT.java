package io.medlinks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The story that MedLinks exists for, told by two people at once: a patient logs a
 * symptom, the doctor's list changes without a reload, the doctor acknowledges and books,
 * and the patient sees both.
 */
class MainStoryIT {

	private static final String ANA = "a1000000-0000-4000-8000-000000000001";

	private static final String LEILA = "a1000000-0000-4000-8000-000000000003";

	private static RunningSystem system;

	private static Playwright playwright;

	private static Browser browser;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		system = RunningSystem.start();
		playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		browser = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium())
				.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
						"--disable-background-networking", "--disable-component-update", "--disable-sync")));
	}

	@AfterAll
	static void stop() {
		if (playwright != null) {
			playwright.close();
		}
		if (system != null) {
			system.close();
		}
	}

	private static Path chromium() {
		String told = System.getenv("MEDLINKS_CHROMIUM");
		if (told != null) {
			return Path.of(told);
		}
		return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
			.stream()
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The browser tests need Chromium: install it (Debian: apt-get install chromium) or name it in MEDLINKS_CHROMIUM"));
	}

	@Test
	void bringsASymptomToTheDoctorAndAnAppointmentBack() {
		try (Person ana = new Person(system, browser); Person silva = new Person(system, browser)) {
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
			reachesTheDoctor(ana.page(), row, "The headache is worse today, 8 out of 10, and light hurts my eyes.");
			reachesTheDoctor(ana.page(), row, "Still the same after lying down in the dark for an hour.");
			reachesTheDoctor(ana.page(), row, "I cannot keep water down since noon.");

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
			expect(booked.status()).isEqualTo(201);
			silva.picture("08-booked-from-the-row");
			assertThat(ana.page().locator("[data-testid=appointment-item][data-status=booked]")).hasCount(before + 1,
					new LocatorAssertions.HasCountOptions().setTimeout(20_000));
			ana.picture("09-patient-sees-appointment");
			for (String path : List.of("/patient/diary", "/patient/care-team", "/patient/access-log",
					"/patient/profile")) {
				ana.open(path);
				assertThat(ana.page().getByRole(AriaRole.HEADING).first()).isVisible();
				ana.picture("10" + path.replace('/', '-'));
			}
			for (String path : List.of("/doctor/patients", "/doctor/appointments", "/doctor/availability",
					"/doctor/profile")) {
				silva.open(path);
				assertThat(silva.page().getByRole(AriaRole.HEADING).first()).isVisible();
				silva.picture("11" + path.replace('/', '-'));
			}
		}
	}

	@Test
	void keepsThePeopleApart() {
		try (Person silva = new Person(system, browser);
				Person ana = new Person(system, browser);
				Person olga = new Person(system, browser)) {
			silva.signIn("doctor1", "/doctor");
			assertThat(silva.page().getByTestId("dashboard-row").first()).isVisible();
			assertThat(silva.page().locator("[data-testid=dashboard-row][data-patient-id='" + LEILA + "']"))
				.hasCount(0);
			expect(status(silva.page(), "/api/doctor/patients/" + LEILA)).isEqualTo(403);
			expect(status(silva.page(), "/api/patient/profile")).isEqualTo(403);
			ana.signIn("patient1", "/patient");
			expect(status(ana.page(), "/api/doctor/dashboard")).isEqualTo(403);
			expect(status(ana.page(), "/api/patient/diary/entries/unknown")).isEqualTo(404);
			olga.signIn("operator1", "/operator");
			expect(status(olga.page(), "/api/operator/doctors")).isEqualTo(200);
			expect(status(olga.page(), "/api/doctor/dashboard")).isEqualTo(403);
			olga.picture("12-operator");
		}
	}

	private static AbstractIntegerAssert<?> expect(int status) {
		return Assertions.assertThat(status);
	}

	private static int status(Page page, String path) {
		return ((Number) page.evaluate("path => fetch(path).then(response => response.status)", path)).intValue();
	}

	/**
	 * How long it took is printed, not judged: a test must not depend on how busy the
	 * machine is.
	 */
	private static void reachesTheDoctor(Page patient, Locator row, String words) {
		Instant saved = write(patient, words);
		assertThat(row.page().getByText(words).first()).isVisible();
		System.out.printf("From saved to the doctor's screen: %d ms%n",
				Duration.between(saved, Instant.now()).toMillis());
	}

	private static Instant write(Page patient, String words) {
		patient.getByTestId("entry-text").fill(words);
		Response response = patient
			.waitForResponse(
					(answer) -> answer.url().endsWith("/api/patient/diary/entries")
							&& answer.request().method().equals("POST"),
					() -> patient.getByTestId("entry-send").click());
		expect(response.status()).isEqualTo(201);
		return Instant.now();
	}

}
