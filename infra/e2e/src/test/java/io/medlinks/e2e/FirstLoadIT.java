package io.medlinks.e2e;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much a patient's browser loads before it shows the first page.
 */
@ExtendWith(WholeSystem.class)
class FirstLoadIT {

	private static final int BOUND = 200_000;

	/** What fits into one packet is sent as it is. */
	private static final int WORTH_COMPRESSING = 2048;

	private final RunningSystem system;

	private final Browser browser;

	FirstLoadIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "de", "ar" })
	void staysBelowTwoHundredKilobytesOfCompressedScripts(String language) {
		try (Person patient = new Person(this.system, this.browser)) {
			patient.signIn("patient2", "/patient");
			try (BrowserContext fresh = this.browser.newContext(new Browser.NewContextOptions().setLocale(language))) {
				fresh.addCookies(patient.page().context().cookies());
				Page page = fresh.newPage();
				List<Response> scripts = new ArrayList<>();
				page.onResponse((response) -> {
					if (response.request().resourceType().equals("script")) {
						scripts.add(response);
					}
				});
				page.navigate(this.system.url("/patient"));
				assertThat(page.getByTestId("entry-text")).isVisible();
				assertThat(page.locator("html")).hasAttribute("lang", language);
				int loaded = scripts.stream().mapToInt(FirstLoadIT::size).sum();
				System.out.println("Scripts of the first page in " + language + ": " + loaded + " bytes");
				assertThat(scripts).filteredOn((script) -> size(script) > WORTH_COMPRESSING)
					.isNotEmpty()
					.allSatisfy((script) -> assertThat(script.headerValue("content-encoding")).as(script.url())
						.isIn("gzip", "br"));
				assertThat(loaded).isBetween(1, BOUND);
			}
		}
	}

	private static int size(Response script) {
		return script.request().sizes().responseBodySize;
	}

}
