package io.medlinks.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
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
 * Two people at one browser: what one of them typed never becomes the other's, and is not
 * lost.
 */
@ExtendWith(WholeSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedBrowserIT {

	private static final String ENTRIES = "**/api/patient/diary/entries";

	private final RunningSystem system;

	private final Browser browser;

	private People people;

	private io.medlinks.drill.people.Person ana;

	private io.medlinks.drill.people.Person tom;

	SharedBrowserIT(RunningSystem system, Browser browser) {
		this.system = system;
		this.browser = browser;
	}

	@BeforeAll
	void open() throws Exception {
		this.people = new People(this.system.stack());
		Clinic clinic = Clinic.open(this.people, 1, 2, Hours.PLENTY);
		this.ana = clinic.patients().getFirst();
		this.tom = clinic.patients().getLast();
	}

	@Test
	void whatWasTypedStaysWithItsWriterWhenSomebodyElseSignsIn() throws InterruptedException {
		String words = "Only mine, " + this.ana.canary();
		try (Person first = new Person(this.system, this.browser)) {
			first.signIn(this.ana.username(), this.people.password(), "/patient");
			Page open = first.page();
			open.route(ENTRIES, Route::abort);
			open.locator("#entry-text").fill(words);
			open.getByTestId("entry-send").click();
			assertThat(open.locator("[data-testid=entry-state][data-state=saved]").first()).isVisible();
			first.forgetCookies();
			Person second = first.inAnotherTab();
			second.signIn(this.tom.username(), this.people.password(), "/patient");
			open.unroute(ENTRIES);
			Response refused = open.waitForResponse(
					(answer) -> answer.request().method().equals("POST") && answer.url().endsWith("/diary/entries"),
					() -> open.evaluate("dispatchEvent(new Event('online'))"));
			assertThat(refused.status()).isEqualTo(401);
			assertThat(open.getByText("Somebody else has signed in here")).isVisible();
			assertThat(this.tom.get("/api/patient/diary/entries").body()).doesNotContain(words);
			assertThat(open.locator("[data-testid=entry-state][data-state=saved]").first()).isVisible();
			signOut(second.page());
			open.waitForURL((url) -> url.equals(this.system.url("/signed-out")));
			first.signIn(this.ana.username(), this.people.password(), "/patient/diary");
			assertThat(open.locator("article")
				.filter(new Locator.FilterOptions().setHasText(words))
				.locator("[data-testid=entry-state][data-state=sent], [data-testid=entry-state][data-state=assessed]"))
				.isVisible();
			assertThat(this.ana.get("/api/patient/diary/entries").body()).contains(words);
		}
	}

	@Test
	void signingOutEndsTheSignInAndAllTabs() {
		try (Person first = new Person(this.system, this.browser)) {
			first.signIn(this.tom.username(), this.people.password(), "/patient");
			Person second = first.inAnotherTab();
			second.open("/patient/diary");
			assertThat(second.page().getByRole(AriaRole.HEADING).first()).isVisible();
			signOut(first.page());
			second.page().waitForURL((url) -> url.equals(this.system.url("/signed-out")));
			second.open("/auth/login?returnTo=/patient");
			assertThat(second.page().locator("#kc-login")).isVisible();
		}
	}

	/** Ends at the address that the sign-in service leads back to. */
	private void signOut(Page page) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
		page.waitForURL((url) -> url.equals(this.system.url("/signed-out")));
	}

}
