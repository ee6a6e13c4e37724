package io.medlinks.drill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.medlinks.drill.ScenarioCommand.Outcome;
import io.medlinks.drill.scenario.Run.Size;

/**
 * A command's report as Markdown. A report can be continued: what runs again takes the
 * place of what was there, so that scenarios that take hours can be run by and by.
 */
final class Report {

	private static final int FAULTS_SHOWN = 20;

	private static final String COLUMNS = "| scenario | result | seconds | version |\n|---|---|---|---|\n";

	private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|\\n]+) \\| [^|\\n]+ \\| \\d+ \\| \\S+ \\|\\n");

	private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n.*?(?=\\n## |\\z)");

	private final String head;

	private final String version;

	private final Map<String, String> rows = new LinkedHashMap<>();

	private final Map<String, String> sections = new LinkedHashMap<>();

	/**
	 * A report with nothing in it.
	 * @param command the command
	 * @param size the size in which its scenarios run
	 * @param version the version of MedLinks that they run on
	 */
	Report(ScenarioCommand command, Size size, String version) {
		this.head = """
				# Report of the %s

				Made by `./medlinks %s%s`; instances of the gateway and of every service: %d, all on one machine. The version is the commit that a scenario ran on.

				"""
			.formatted(command.name(), command.name(), (size == Size.SHORT) ? " --short" : "", command.instances());
		this.version = version;
	}

	/**
	 * Takes over what is in a report that the same command wrote in the same size.
	 * @param earlier the report; of anything else nothing is taken over
	 */
	void goOnFrom(String earlier) {
		if (earlier.startsWith(this.head)) {
			ROW.matcher(earlier).results().forEach((row) -> this.rows.put(row.group(1), row.group()));
			SECTION.matcher(earlier)
				.results()
				.forEach((section) -> this.sections.put(section.group(1), ending(section)));
		}
	}

	private static String ending(MatchResult section) {
		return section.group().stripTrailing() + "\n";
	}

	/**
	 * Adds what came of a scenario.
	 * @param outcome takes the place of an earlier one of the same scenario
	 */
	void add(Outcome outcome) {
		this.rows.put(outcome.name(),
				"| %s | %s | %d | %s |%n".formatted(outcome.name(), result(outcome), outcome.seconds(), this.version));
		StringBuilder text = new StringBuilder("## ").append(outcome.name()).append("\n\n");
		text.append(outcome.promise()).append(".\n\n");
		outcome.figures()
			.forEach((name, figure) -> text.append("- ").append(name).append(": ").append(figure).append('\n'));
		outcome.faults()
			.stream()
			.limit(FAULTS_SHOWN)
			.forEach((fault) -> text.append("- **fault**: ").append(fault).append('\n'));
		if (outcome.faults().size() > FAULTS_SHOWN) {
			text.append("- and ").append(outcome.faults().size() - FAULTS_SHOWN).append(" faults more\n");
		}
		this.sections.put(outcome.name(), text.toString());
	}

	/** The whole report. */
	String text() {
		return this.head + COLUMNS + String.join("", this.rows.values()) + "\n"
				+ String.join("\n", this.sections.values());
	}

	private static String result(Outcome outcome) {
		int faults = outcome.faults().size();
		return switch (faults) {
			case 0 -> "holds";
			case 1 -> "1 fault";
			default -> faults + " faults";
		};
	}

}
