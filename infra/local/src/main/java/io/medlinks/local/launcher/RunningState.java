package io.medlinks.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.medlinks.local.process.ProcessIdentity;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher remembers between two commands, kept as {@code state.json}.
 *
 * @param gatewayUrl the address for browsers
 * @param instances how many of the gateway and of each service run
 * @param external the addresses of parts that are not ours, by variable name
 * @param ports where each part listens
 * @param processes each part's process
 */
record RunningState(String gatewayUrl, int instances, Map<String, String> external, Map<String, Integer> ports,
		Map<String, String> processes) {

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	static RunningState starting(String gatewayUrl, int instances, Map<String, String> external,
			Map<String, Integer> ports) {
		return new RunningState(gatewayUrl, instances, external, ports, new LinkedHashMap<>());
	}

	static Optional<RunningState> read(Path file) throws IOException {
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		return Optional.of(json.readValue(Files.readString(file), RunningState.class));
	}

	synchronized void record(String part, ProcessIdentity process, Path file) throws IOException {
		this.processes.put(part, process.toString());
		write(file);
	}

	/** Written beside and moved, so that a reader never sees half of it. */
	synchronized void write(Path file) throws IOException {
		Path beside = file.resolveSibling(file.getFileName() + ".new");
		Files.writeString(beside, json.writeValueAsString(this));
		Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	boolean isAlive(String part) {
		String process = this.processes.get(part);
		return process != null && ProcessIdentity.parse(process).isAlive();
	}

	boolean anyAlive() {
		return this.processes.keySet().stream().anyMatch(this::isAlive);
	}

}
