package io.medlinks.drill.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No crash point is named without being drilled.
 */
class CrashPointsTests {

	private static final Path ROOT = Path.of(System.getProperty("medlinks.root", "../..")).toAbsolutePath();

	private static final Pattern POINT = Pattern.compile("new CrashPoint\\(\\s*\"([^\"]+)\"");

	@Test
	void drillsEachThatTheCodeNames() throws IOException {
		Set<String> drilled = new TreeSet<>(Crashes.crashPoints());
		drilled.addAll(Sessions.crashPoints());
		assertThat(drilled).isEqualTo(named()).hasSizeGreaterThan(30);
	}

	private static Set<String> named() throws IOException {
		Set<String> named = new TreeSet<>();
		for (String module : new String[] { "infra/platform", "gateway", "patient-service", "doctor-service",
				"scheduling-service", "ai-summary-service" }) {
			try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
				for (Path source : sources.filter((path) -> path.toString().endsWith(".java")).toList()) {
					POINT.matcher(Files.readString(source)).results().forEach((found) -> named.add(found.group(1)));
				}
			}
		}
		return named;
	}

}
