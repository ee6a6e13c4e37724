package io.medlinks.local.sharing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process said last, for the sentence that tells why it failed.
 */
final class LastLine {

	private LastLine() {
	}

	static String of(Path log) throws IOException {
		if (!Files.exists(log)) {
			return "it said nothing";
		}
		List<String> lines = Files.readAllLines(log);
		return lines.reversed()
			.stream()
			.map(String::strip)
			.filter((line) -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
			.findFirst()
			.orElse("it said nothing");
	}

}
