package io.medlinks.platform.text;

import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Why somebody takes something back.
 */
class ReasonTests {

	private static final PatientText NOT_MINE = new PatientText("not mine");

	@Test
	void prefersTheBodyToTheAddress() {
		assertThat(Reason.of(new Reason(NOT_MINE), "another").reason()).isEqualTo(NOT_MINE);
		assertThat(Reason.of(Reason.NONE, "not mine").reason()).isEqualTo(NOT_MINE);
	}

	@Test
	void takesBlanksForNothing() {
		assertThat(Reason.of(Reason.NONE, null)).isEqualTo(Reason.NONE);
		assertThat(Reason.of(Reason.NONE, " ")).isEqualTo(Reason.NONE);
		assertThat(Reason.of(new Reason(new PatientText("")), null)).isEqualTo(Reason.NONE);
	}

	@Test
	void refusesWhatIsTooLong() {
		String longest = "r".repeat(Reason.LONGEST);
		assertThat(Reason.of(Reason.NONE, longest).reason()).isEqualTo(new PatientText(longest));
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> Reason.of(new Reason(new PatientText(longest + "r")), null))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("validation-failed"));
	}

}
