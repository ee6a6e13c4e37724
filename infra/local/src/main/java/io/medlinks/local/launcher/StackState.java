package io.medlinks.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medlinks.local.process.ProcessIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is remembered between two commands, in <code>state.json</code>.
 *
 * @param options how the stack was started last
 * @param gateway the address people open
 * @param issuer who signs them in
 * @param mongodb connection string of the database
 * @param kafka bootstrap servers of the broker
 * @param ports the port of each part; kept after the stack ended
 * @param parts the processes that were started and not ended
 */
record StackState(StartOptions options, String gateway, String issuer, String mongodb, String kafka,
		Map<String, Integer> ports, List<RunningPart> parts) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	static Optional<StackState> read(Path home) throws IOException, StackException {
		Path file = file(home);
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		try {
			return Optional.of(JSON.readValue(Files.readString(file), StackState.class));
		}
		catch (JacksonException ex) {
			throw new StackException("The file " + file + " cannot be read; delete it if nothing of MedLinks runs");
		}
	}

	void write(Path home) throws IOException {
		Files.createDirectories(home);
		Path next = home.resolve("state.json.next");
		Files.writeString(next, JSON.writeValueAsString(this));
		Files.move(next, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	StackState withParts(List<RunningPart> parts) {
		return new StackState(this.options, this.gateway, this.issuer, this.mongodb, this.kafka, this.ports,
				parts.stream()
					.sorted(Comparator.comparing(RunningPart::kind).thenComparing(RunningPart::name))
					.toList());
	}

	private static Path file(Path home) {
		return home.resolve("state.json");
	}

	/**
	 * A process that was started.
	 *
	 * @param name the part's name
	 * @param kind what it is
	 * @param port the port it listens on
	 * @param pid its process id
	 * @param startedAt epoch milliseconds of its start, by which it is told apart from a
	 * later process with the same id
	 * @param log its log file
	 */
	record RunningPart(String name, Part.Kind kind, int port, long pid, long startedAt, String log) {

		ProcessIdentity process() {
			return new ProcessIdentity(this.pid, this.startedAt);
		}

	}

}
