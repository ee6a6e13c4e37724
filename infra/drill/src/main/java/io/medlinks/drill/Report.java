package io.medlinks.drill;

import java.util.List;
import java.util.Map;

import io.medlinks.drill.ScenarioCommand.Outcome;
import io.medlinks.drill.scenario.Run.Size;

/**
 * A command's report as Markdown.
 */
final class Report {

	private static final int FAULTS_SHOWN = 20;

	private Report() {
	}

	static String of(ScenarioCommand command, List<Outcome> outcomes, Size size) {
		StringBuilder text = new StringBuilder("# Report of the ").append(command.name()).append("\n\n");
		text.append("Made by `./medlinks ").append(command.name()).append((size == Size.SHORT) ? " --short" : "");
		text.append("`; instances of the gateway and of every service: ").append(command.instances());
		text.append(", all on one machine.\n\n");
		text.append("| scenario | result | seconds |\n|---|---|---|\n");
		for (Outcome outcome : outcomes) {
			text.append("| ").append(outcome.name()).append(" | ").append(result(outcome)).append(" | ");
			text.append(outcome.seconds()).append(" |\n");
		}
		for (Outcome outcome : outcomes) {
			text.append("\n## ").append(outcome.name()).append("\n\n").append(outcome.promise()).append(".\n\n");
			for (Map.Entry<String, String> figure : outcome.figures().entrySet()) {
				text.append("- ").append(figure.getKey()).append(": ").append(figure.getValue()).append('\n');
			}
			outcome.faults()
				.stream()
				.limit(FAULTS_SHOWN)
				.forEach((fault) -> text.append("- **fault**: ").append(fault).append('\n'));
			if (outcome.faults().size() > FAULTS_SHOWN) {
				text.append("- and ").append(outcome.faults().size() - FAULTS_SHOWN).append(" faults more\n");
			}
		}
		return text.toString();
	}

	private static String result(Outcome outcome) {
		return outcome.isWell() ? "holds" : outcome.faults().size() + " faults";
	}

}
