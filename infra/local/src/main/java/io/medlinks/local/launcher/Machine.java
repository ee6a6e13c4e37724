package io.medlinks.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this machine has to offer.
 */
final class Machine {

	private static final Path MEMORY = Path.of("/proc/meminfo");

	private Machine() {
	}

	/**
	 * Returns the memory that new processes can have, in MB; nothing where the system
	 * does not tell.
	 */
	static OptionalLong availableMegabytes() throws IOException {
		if (!Files.isReadable(MEMORY)) {
			return OptionalLong.empty();
		}
		return Files.readAllLines(MEMORY)
			.stream()
			.filter((line) -> line.startsWith("MemAvailable:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
			.findFirst();
	}

	/**
	 * Fails unless there is enough memory, or nobody knows how much there is.
	 * @param needed what is needed, in MB
	 * @param available what new processes can have, in MB
	 */
	static void requireMegabytes(long needed, OptionalLong available) throws StackException {
		if (available.isPresent() && available.getAsLong() < needed) {
			throw new StackException("MedLinks needs about " + needed + " MB of memory and this machine has only "
					+ available.getAsLong() + " MB left; end other programs and try again");
		}
	}

	/**
	 * Returns the memory a process holds, in MB; nothing where the system does not tell.
	 */
	static OptionalLong residentMegabytes(long pid) {
		try {
			return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))
				.stream()
				.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
				.findFirst();
		}
		catch (IOException ex) {
			return OptionalLong.empty();
		}
	}

}
