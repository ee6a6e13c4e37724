package io.medlinks.gateway.signin;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReturnToTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "/", "/patient", "/patient/diary?filter=a%20b#top", "/doctor/patients/1", "/patient/a//b" })
	void keepsPagesOfOurs(String wanted) {
		assertThat(ReturnTo.of(wanted).path()).isEqualTo(wanted);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example",
			"\\\\evil.example", "/\t/evil.example", "/%09/../..//evil.example\n", "javascript:alert(1)", "patient",
			"/..//evil.example", "/auth/login", "/login/oauth2/code/keycloak", "/patient diary", "/./%5Cevil",
			"/./\\evil" })
	void leadsEverythingElseToTheStart(String wanted) {
		assertThat(ReturnTo.of(wanted)).isEqualTo(ReturnTo.START);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1025, 100_000 })
	void leadsEndlessPathsToTheStart(int length) {
		assertThat(ReturnTo.of("/" + "a".repeat(length))).isEqualTo(ReturnTo.START);
	}

}
