package io.medlinks.local.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The command as somebody types it, and what it answers.
 */
final class Command {

	private final Path root;

	private final Map<String, String> environment = new HashMap<>();

	/**
	 * The command of one repository.
	 * @param root the repository's folder
	 * @param home the folder of state, data and logs
	 */
	Command(Path root, Path home) {
		this.root = root;
		this.environment.put("MEDLINKS_HOME", home.toString());
	}

	Command with(String variable, String value) {
		this.environment.put(variable, value);
		return this;
	}

	Answer run(String... args) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = Launcher.run(this.environment, this.root, new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8), args);
		return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}

	/**
	 * What came of it.
	 *
	 * @param status the exit status
	 * @param out what was printed
	 * @param err what was complained about
	 */
	record Answer(int status, String out, String err) {

	}

}
