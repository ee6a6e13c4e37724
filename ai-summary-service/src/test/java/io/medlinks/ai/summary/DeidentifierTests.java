package io.medlinks.ai.summary;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeidentifierTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			I am Ana Reis.                             | I am [NAME].
			ANA has a headache                         | [NAME] has a headache
			Mail me: ana.reis@example.org              | Mail me: [EMAIL]
			or anna@other.example.com please           | or [EMAIL] please
			call +351 900 000 001 now                  | call [PHONE] now
			call 900000001                             | call [PHONE]
			call 0049 170 1234567                      | call [NUMBER]
			my card is PT-000-001                      | my card is [ID]
			born 12.04.1987                            | born [BIRTH DATE]
			born 12 April 1987                         | born [BIRTH DATE]
			I live at Rua das Flores 1, Lisboa         | I live at [ADDRESS]
			I live in Lisboa                           | I live in [ADDRESS]
			I fell at 12 Abbey Road yesterday          | I fell at [ADDRESS] yesterday
			gestürzt in der Hauptstraße 12             | gestürzt in der [ADDRESS]
			Dr. Marta Silva said so                    | [NAME] said so
			my wife Maria says it is nothing           | my wife [NAME] says it is nothing
			Fever 38.5 since 3 days, pain 7 of 10      | Fever 38.5 since 3 days, pain 7 of 10
			blood pressure 140/90, pulse 110           | blood pressure 140/90, pulse 110
			took 500 mg at 08:30                       | took 500 mg at 08:30
			""")
	void takesOutWhoSomebodyIsAndLeavesWhatTheyHave(String written, String left) {
		assertThat(Deidentifier.of(Optional.of(SummaryFixtures.ana())).apply(written)).isEqualTo(left);
	}

	@Test
	void knowsPatternsWithoutAProfile() {
		assertThat(Deidentifier.of(Optional.empty()).apply("My name is Ana Reis, x@y.org"))
			.isEqualTo("My name is [NAME], [EMAIL]");
	}

}
