package io.medlinks.doctor.search;

import java.util.regex.Pattern;

import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Names are found however they are typed.
 */
class FoldedNameTests {

	@ParameterizedTest
	@CsvSource({ "José Ávila,jose avila", "  Dr   Žofia ,dr zofia", "Groß,gross", "ＴＯＭ,tom", "ليلى,ليلى" })
	void foldsCaseAccentsAndSpaces(String name, String folded) {
		assertThat(FoldedName.of(name).value()).isEqualTo(folded);
	}

	@ParameterizedTest
	@CsvSource({ "av,true", "JOSÉ,true", "jose av,true", "vila,false", ".*,false", "luís,true" })
	void findsTheBeginningOfAWord(String search, boolean found) {
		Pattern pattern = FoldedName.startingWith(search);
		assertThat(pattern).isNotNull();
		assertThat(pattern.matcher(FoldedName.of("José-Luis Ávila").value()).find()
				|| pattern.matcher(FoldedName.of("José Ávila").value()).find())
			.isEqualTo(found);
	}

	@Test
	void findsAllNamesWithoutASearch() {
		assertThat(FoldedName.startingWith(null)).isNull();
		assertThat(FoldedName.startingWith("  ")).isNull();
	}

	@Test
	void refusesAnEndlessSearch() {
		assertThatThrownBy(() -> FoldedName.startingWith("x".repeat(101))).isInstanceOf(Problem.class);
	}

}
