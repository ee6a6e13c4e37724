package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The log file of one part.
 *
 * @param file where its output goes
 */
record PartLog(Path file) {

	/**
	 * Begins a new log and keeps the one before as <code>….1</code>.
	 */
	void begin() throws IOException {
		Files.createDirectories(this.file.getParent());
		if (Files.exists(this.file)) {
			Files.move(this.file, this.file.resolveSibling(this.file.getFileName() + ".1"),
					StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Returns the line that says most about why the part does not run.
	 */
	String lastMeaningfulLine() throws IOException {
		List<String> lines = lines().reversed()
			.stream()
			.map(String::strip)
			.filter((line) -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
			.toList();
		for (int index = 1; index < lines.size(); index++) {
			// Spring Boot's failure report names the reason below this word.
			if (lines.get(index).equals("Description:")) {
				return lines.get(index - 1);
			}
		}
		return lines.stream()
			.filter((line) -> line.startsWith("Caused by:"))
			.findFirst()
			.or(() -> lines.stream()
				.filter((line) -> line.contains("ERROR") || line.contains("Exception") || line.contains("Error:"))
				.findFirst())
			.or(() -> lines.stream().findFirst())
			.orElse("it wrote nothing");
	}

	void print(int most, String prefix, PrintStream out) throws IOException {
		List<String> lines = lines();
		lines.subList(Math.max(0, lines.size() - most), lines.size()).forEach((line) -> out.println(prefix + line));
	}

	/**
	 * Prints what was written since.
	 * @param from the position up to which everything is printed
	 * @return the new position
	 */
	long printFrom(long from, String prefix, PrintStream out) throws IOException {
		if (!Files.exists(this.file)) {
			return 0;
		}
		long size = Files.size(this.file);
		long begin = (size < from) ? 0 : from;
		if (size == begin) {
			return begin;
		}
		try (var channel = Files.newByteChannel(this.file)) {
			channel.position(begin);
			byte[] bytes = new byte[(int) Math.min(size - begin, 1 << 20)];
			int read = channel.read(java.nio.ByteBuffer.wrap(bytes));
			int end = lastNewline(bytes, read) + 1;
			if (end > 0) {
				new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach((line) -> out.println(prefix + line));
			}
			return begin + end;
		}
	}

	long size() throws IOException {
		return Files.exists(this.file) ? Files.size(this.file) : 0;
	}

	private List<String> lines() throws IOException {
		if (!Files.exists(this.file)) {
			return List.of();
		}
		return new String(Files.readAllBytes(this.file), StandardCharsets.UTF_8).lines().toList();
	}

	private static int lastNewline(byte[] bytes, int length) {
		for (int index = length - 1; index >= 0; index--) {
			if (bytes[index] == '\n') {
				return index;
			}
		}
		return -1;
	}

}
