package io.medlinks.platform.version;

import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An update names the version it was made against.
 */
class ExpectedVersionTests {

	@ParameterizedTest
	@ValueSource(strings = { "\"3\"", "3", "W/\"3\"", "  \"3\" " })
	void readsEntityTags(String header) {
		assertThat(ExpectedVersion.parse(header).required()).isEqualTo(3);
	}

	@Test
	void readsTheTagItWrote() {
		assertThat(ExpectedVersion.parse(ExpectedVersion.tag(42)).required()).isEqualTo(42);
	}

	@Test
	void isRequiredOnlyWhenAsked() {
		ExpectedVersion none = ExpectedVersion.parse(null);
		assertThat(none.value()).isNull();
		assertThatExceptionOfType(Problem.class).isThrownBy(none::required)
			.satisfies((problem) -> assertThat(problem.status()).isEqualTo(428));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "\"abc\"", "\"\"", "\"99999999999999999999\"", "\"1\", \"2\"" })
	void refusesTagsThatAreNoVersionOfOurs(String header) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> ExpectedVersion.parse(header))
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("stale-version"));
	}

}
