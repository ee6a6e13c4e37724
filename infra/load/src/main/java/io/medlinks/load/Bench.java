package io.medlinks.load;

import java.nio.file.Path;
import java.util.List;

import io.medlinks.drill.ScenarioCommand;

/**
 * The command <code>./medlinks bench</code>: starts a stack of its own with one instance
 * of everything, measures, and reports.
 */
public final class Bench {

	private static final String HELP = """
			./medlinks bench [benchmark ...] [--short] [--keep] [--report FILE]
			                        measures a system of its own with one instance of everything
			  --short               less of everything, which only shows that it works
			  --keep                leaves the system running for the next time
			  --report FILE         writes the report there, as Markdown

			Benchmarks, all of them unless named:
			""";

	/**
	 * Room that the local stack saves on. Its first compiler only stays: on two
	 * processors the second one is busy for longer than a benchmark lasts.
	 */
	private static final List<String> ROOM = List.of("-Xmx256m");

	private Bench() {
	}

	/**
	 * Measures.
	 * @param args benchmarks and options
	 */
	public static void main(String... args) throws Exception {
		Path root = Path.of(System.getProperty("medlinks.root", "")).toAbsolutePath().normalize();
		System.exit(new ScenarioCommand("bench", 1, ROOM, HELP).run(root, List.of(args),
				List.of(new ToTheScreen(), new LongDiary())));
	}

}
