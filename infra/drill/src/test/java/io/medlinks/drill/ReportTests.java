package io.medlinks.drill;

import java.util.List;
import java.util.Map;

import io.medlinks.drill.ScenarioCommand.Outcome;
import io.medlinks.drill.scenario.Run.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private static final ScenarioCommand DRILL = new ScenarioCommand("drill", 2, "");

	private static final Outcome POISON = new Outcome("poison", "Neighbours go on", Map.of("records", "12"), List.of(),
			31);

	private static final Outcome STREAMS = new Outcome("streams", "No gap", Map.of("readers", "200"),
			List.of("a gap: 3 to 5"), 80);

	@Test
	void saysWhatCameOfEachScenario() {
		Report report = new Report(DRILL, Size.FULL, "abc1234");
		report.add(POISON);
		report.add(STREAMS);
		assertThat(report.text()).startsWith("# Report of the drill\n")
			.contains("| poison | holds | 31 | abc1234 |\n| streams | 1 fault | 80 | abc1234 |\n")
			.contains("\n## poison\n\nNeighbours go on.\n\n- records: 12\n\n## streams\n")
			.endsWith("- readers: 200\n- **fault**: a gap: 3 to 5\n");
	}

	@Test
	void goesOnFromAnEarlierOne() {
		Report earlier = new Report(DRILL, Size.FULL, "abc1234");
		earlier.add(POISON);
		earlier.add(STREAMS);
		Report report = goingOnFrom(earlier);
		assertThat(report.text()).isEqualTo(earlier.text());
		report.add(new Outcome("streams", "No gap", Map.of("readers", "201"), List.of(), 70));
		assertThat(report.text())
			.contains("| poison | holds | 31 | abc1234 |\n| streams | holds | 70 | def5678 |\n\n## poison\n")
			.contains("- readers: 201\n")
			.doesNotContain("a gap", "readers: 200");
	}

	@Test
	void keepsAPartApartFromTheWhole() {
		Report earlier = new Report(DRILL, Size.FULL, "abc1234");
		earlier.add(STREAMS);
		Report report = goingOnFrom(earlier);
		report.add(new Outcome("streams at noon, in May", "No gap", Map.of("readers", "2"), List.of(), 7));
		assertThat(report.text()).contains("- readers: 200\n", "| streams at noon, in May | holds | 7 | def5678 |\n");
		assertThat(goingOnFrom(report).text()).isEqualTo(report.text());
	}

	@Test
	void takesNothingOverFromAnotherSize() {
		Report earlier = new Report(DRILL, Size.SHORT, "abc1234");
		earlier.add(POISON);
		assertThat(goingOnFrom(earlier).text()).doesNotContain("poison");
	}

	private static Report goingOnFrom(Report earlier) {
		Report report = new Report(DRILL, Size.FULL, "def5678");
		report.goOnFrom(earlier.text());
		return report;
	}

}
