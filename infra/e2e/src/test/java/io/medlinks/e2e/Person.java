package io.medlinks.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;

/**
 * Somebody with a browser of their own.
 */
final class Person implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/** Pictures are for people to judge, who ask for them. */
	private static final boolean PICTURES = Boolean.getBoolean("medlinks.pictures");

	private static final int DESK = 1440;

	private static final int PHONE = 390;

	private final RunningSystem system;

	private final BrowserContext context;

	private final Page page;

	private final List<String> violations = new ArrayList<>();

	Person(RunningSystem system, Browser browser) {
		this.system = system;
		this.context = browser.newContext(new Browser.NewContextOptions().setViewportSize(DESK, 900)
			.setLocale("en-GB")
			.setTimezoneId("Europe/Lisbon")
			.setReducedMotion(ReducedMotion.REDUCE));
		this.page = newPage();
	}

	private Person(Person same) {
		this.system = same.system;
		this.context = same.context;
		this.page = newPage();
	}

	private Page newPage() {
		Page opened = this.context.newPage();
		opened.setDefaultTimeout(30_000);
		return opened;
	}

	/** Another tab of the same browser, which shares its cookies. */
	Person inAnotherTab() {
		return new Person(this);
	}

	/** Has the browser forget all sign-ins, as if they had run out. */
	void forgetCookies() {
		this.context.clearCookies();
	}

	/** Makes the screen as narrow as a phone's. */
	void atAPhone() {
		this.page.setViewportSize(PHONE, 844);
	}

	Page page() {
		return this.page;
	}

	/** The button of a page that is called so, and nothing more. */
	static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	void open(String path) {
		this.page.navigate(this.system.url(path));
	}

	/** Signs in by the sign-in page; the password is that of the demo accounts. */
	void signIn(String username, String path) {
		signIn(username, "medlinks", path);
	}

	/** Signs in by the sign-in page. */
	void signIn(String username, String password, String path) {
		open("/auth/login?returnTo=" + path);
		fillSignIn(username, password);
		this.page.waitForURL((url) -> url.equals(this.system.url(path)));
	}

	/** Fills in the sign-in page, which is open. */
	void fillSignIn(String username, String password) {
		this.page.locator("#username").fill(username);
		this.page.locator("#password").fill(password);
		this.page.locator("#kc-login").click();
	}

	/** Signs in where another page may already have done so. */
	void signInAgain(String username, String password, String path) {
		open(path);
		Locator sign = this.page.locator("#username");
		this.page.waitForCondition(() -> sign.count() > 0 || this.page.url().equals(this.system.url(path)));
		if (sign.count() > 0) {
			fillSignIn(username, password);
		}
		else if (this.page.getByTestId("sign-in").count() > 0) {
			signIn(username, password, path);
		}
	}

	/**
	 * Lets axe look for what keeps people out, at each width and in each theme once;
	 * where pictures are asked for it takes them at both widths in both themes.
	 */
	void picture(String name) {
		for (int width : new int[] { PHONE, DESK }) {
			for (ColorScheme scheme : new ColorScheme[] { ColorScheme.LIGHT, ColorScheme.DARK }) {
				boolean inspected = (width == PHONE) == (scheme == ColorScheme.LIGHT);
				if (inspected || PICTURES) {
					show(name, width, scheme, inspected);
				}
			}
		}
		this.page.setViewportSize(DESK, 900);
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
	}

	/** Lets axe look at a phone at night; where pictures are asked for it takes one. */
	void glance(String name) {
		show(name, PHONE, ColorScheme.DARK, true);
	}

	private void show(String name, int width, ColorScheme scheme, boolean inspected) {
		String theme = scheme.name().toLowerCase(Locale.ROOT);
		this.page.setViewportSize(width, (width == PHONE) ? 844 : 900);
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
		if (PICTURES) {
			this.page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED)
				.setPath(SCREENSHOTS.resolve(name + "-" + width + "-" + theme + ".png")));
		}
		if (inspected) {
			inspect(name + " at " + width + " px, " + theme);
		}
	}

	private void inspect(String what) {
		if (Boolean.TRUE.equals(this.page.evaluate("document.documentElement.scrollWidth > innerWidth"))) {
			this.violations.add(what + ": the page is wider than the screen");
		}
		new AxeBuilder(this.page).setLegacyMode(true)
			.analyze()
			.getViolations()
			.forEach((rule) -> rule.getNodes()
				.forEach((node) -> this.violations
					.add(what + ": " + rule.getId() + " (" + rule.getHelp() + ") at " + node.getTarget())));
	}

	/** Returns what axe has found on the pages of which pictures were taken. */
	List<String> violations() {
		return List.copyOf(this.violations);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
