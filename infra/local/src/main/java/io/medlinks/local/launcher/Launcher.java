package io.medlinks.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Carries out what {@code ./medlinks} was told.
 */
public final class Launcher {

	private static final String HELP = """
			./medlinks start [--instances N] [--free-ports]  starts everything and says where it is
			./medlinks status                                says which part is ready
			./medlinks logs [PART] [-f]                      shows logs, and follows them with -f
			./medlinks restart PART                          starts one part again
			./medlinks stop                                  stops everything; the data stay
			./medlinks reset                                 stops everything and deletes its data

			Data, logs and state are in .medlinks, or where MEDLINKS_HOME says.
			MEDLINKS_MONGODB_URI, MEDLINKS_KAFKA_BOOTSTRAP_SERVERS and MEDLINKS_OIDC_ISSUER
			take the place of the embedded parts.
			""";

	private Launcher() {
	}

	/**
	 * Carries out one command; ends with 1 and one sentence where it cannot.
	 * @param args the command and its options
	 */
	public static void main(String... args) throws InterruptedException {
		Path root = Path.of(System.getProperty("medlinks.root", ".")).toAbsolutePath().normalize();
		String home = System.getenv("MEDLINKS_HOME");
		Path folder = (home != null && !home.isBlank()) ? Path.of(home).toAbsolutePath() : root.resolve(".medlinks");
		int status = 0;
		try {
			run(new LocalSystem(root, folder, System.out), Arrays.asList(args));
		}
		catch (LauncherException ex) {
			System.err.println("\n" + ex.getMessage());
			status = 1;
		}
		catch (IOException ex) {
			System.err.println("\nThe files of the local system cannot be used: " + ex.getMessage());
			status = 1;
		}
		// The hook that undoes a failed start runs on the way out.
		System.exit(status);
	}

	private static void run(LocalSystem system, List<String> args) throws IOException, InterruptedException {
		List<String> words = new ArrayList<>(args);
		String command = words.isEmpty() ? "help" : words.removeFirst();
		switch (command) {
			case "start" -> {
				boolean freePorts = words.remove("--free-ports");
				int instances = instances(words);
				nothingElse(words);
				system.start(instances, freePorts);
			}
			case "status" -> {
				nothingElse(words);
				system.status();
			}
			case "stop" -> {
				nothingElse(words);
				system.stop();
			}
			case "reset" -> {
				nothingElse(words);
				system.reset();
			}
			case "restart" -> {
				if (words.size() != 1) {
					throw new LauncherException("Name the part to restart; ./medlinks status names the parts.");
				}
				system.restart(words.getFirst());
			}
			case "logs" -> logs(system, words);
			case "help", "--help", "-h" -> System.out.print(HELP);
			default -> throw new LauncherException("'" + command + "' is no command; ./medlinks help names them.");
		}
	}

	private static void logs(LocalSystem system, List<String> words) throws IOException, InterruptedException {
		boolean follow = words.remove("-f");
		String part = words.isEmpty() ? "" : words.removeFirst();
		nothingElse(words);
		List<String> command = new ArrayList<>(List.of("tail", "-n", "100"));
		if (follow) {
			command.add("-F");
		}
		for (Path log : system.logs(part)) {
			command.add(Files.isRegularFile(log) ? log.toString() : "/dev/null");
		}
		new ProcessBuilder(command).inheritIO().start().waitFor();
	}

	private static int instances(List<String> words) {
		int at = words.indexOf("--instances");
		if (at < 0) {
			return 1;
		}
		words.remove(at);
		try {
			int instances = Integer.parseInt(words.remove(at));
			if (instances >= 1 && instances <= 4) {
				return instances;
			}
		}
		catch (NumberFormatException | IndexOutOfBoundsException ex) {
			// answered below, like a number out of range
		}
		throw new LauncherException("--instances takes a number from 1 to 4.");
	}

	private static void nothingElse(List<String> words) {
		if (!words.isEmpty()) {
			throw new LauncherException("'" + words.getFirst() + "' is not understood; ./medlinks help says what is.");
		}
	}

}
