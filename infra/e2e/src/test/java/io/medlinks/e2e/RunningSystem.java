package io.medlinks.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.json.JsonMapper;

/**
 * The system under test: all eight processes with the demo accounts, on free ports, with
 * data of their own that the next run starts without.
 */
final class RunningSystem implements AutoCloseable {

	private static final int START_MINUTES = 6;

	private final Path root;

	private final Path home;

	private final String gatewayUrl;

	private RunningSystem(Path root, Path home, String gatewayUrl) {
		this.root = root;
		this.home = home;
		this.gatewayUrl = gatewayUrl;
	}

	static RunningSystem start() {
		try {
			return startAnew();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The system could not be started", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the system was starting", ex);
		}
	}

	private static RunningSystem startAnew() throws IOException, InterruptedException {
		Path root = Path.of(System.getProperty("medlinks.root", "../..")).toAbsolutePath().normalize();
		Path home = root.resolve("infra/e2e/target/medlinks");
		launch(root, home, "reset");
		launch(root, home, "start", "--free-ports");
		String gatewayUrl = new JsonMapper().readTree(Files.readString(home.resolve("state.json")))
			.path("gateway")
			.asString();
		return new RunningSystem(root, home, gatewayUrl);
	}

	String url(String path) {
		return this.gatewayUrl + path;
	}

	@Override
	public void close() {
		try {
			launch(this.root, this.home, "stop");
		}
		catch (IOException ex) {
			throw new IllegalStateException("The system could not be stopped", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void launch(Path root, Path home, String... args) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dmedlinks.root=" + root,
						"--enable-native-access=ALL-UNNAMED", "-cp", root.resolve("infra/local/target/classes") + ":"
								+ root.resolve("infra/local/target/lib") + "/*",
						"io.medlinks.local.launcher.Launcher"));
		command.addAll(List.of(args));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("MEDLINKS_HOME", home.toString());
		Process process = builder.start();
		List<String> said = new ArrayList<>();
		try (BufferedReader lines = process.inputReader()) {
			lines.lines().peek(System.out::println).forEach(said::add);
		}
		if (!process.waitFor(START_MINUTES, TimeUnit.MINUTES)) {
			process.destroy();
			throw new IOException("'" + args[0] + "' took longer than " + START_MINUTES + " minutes");
		}
		if (process.exitValue() != 0) {
			throw new IOException("'" + args[0] + "' ended with " + process.exitValue() + "; its words are above");
		}
		if (said.stream().anyMatch((line) -> line.contains("not complete"))) {
			throw new IOException("The demo accounts are not complete; the words above say why");
		}
	}

}
