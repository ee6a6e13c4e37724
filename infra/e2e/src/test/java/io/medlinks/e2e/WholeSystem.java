package io.medlinks.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the running system and a browser to the tests; both are started once for all of
 * them and ended after the last.
 */
final class WholeSystem implements ParameterResolver {

	private static final List<Path> CHROMIUM = Stream
		.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
		.map(Path::of)
		.toList();

	private static final List<String> CHROMIUM_FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	/** How long a page may take to show what it must, on a busy machine. */
	private static final double PATIENCE_MILLIS = 30_000;

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == RunningSystem.class || type == Browser.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Store store = context.getRoot().getStore(Namespace.create(WholeSystem.class));
		if (parameter.getParameter().getType() == RunningSystem.class) {
			return store.computeIfAbsent(RunningSystem.class, (_) -> RunningSystem.start(), RunningSystem.class);
		}
		return store.computeIfAbsent(Chromium.class, (_) -> Chromium.launch(), Chromium.class).browser();
	}

	/**
	 * Chromium as a whole; each person has a context of their own in it.
	 */
	private record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

		static Chromium launch() {
			PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
			Playwright playwright = Playwright
				.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
			return new Chromium(playwright, playwright.chromium()
				.launch(new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(CHROMIUM_FLAGS)));
		}

		private static Path program() {
			String told = System.getenv("MEDLINKS_CHROMIUM");
			return (told != null) ? Path.of(told)
					: CHROMIUM.stream()
						.filter(Files::isExecutable)
						.findFirst()
						.orElseThrow(() -> new IllegalStateException("The browser tests need Chromium: install it "
								+ "(Debian: apt-get install chromium) or name it in MEDLINKS_CHROMIUM"));
		}

		@Override
		public void close() {
			this.playwright.close();
		}

	}

}
