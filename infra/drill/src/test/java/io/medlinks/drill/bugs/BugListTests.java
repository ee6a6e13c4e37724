package io.medlinks.drill.bugs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.medlinks.drill.scenario.Crashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each bug still has its place in the source.
 */
class BugListTests {

	private static final Path ROOT = Path.of(System.getProperty("medlinks.root", "../..")).toAbsolutePath();

	static List<PlantedBug> bugs() {
		return BugList.all();
	}

	@ParameterizedTest
	@MethodSource("bugs")
	void changesTheSourceInOnePlace(PlantedBug bug) throws IOException {
		String source = Files.readString(ROOT.resolve(bug.source()));
		assertThat(bug.plantedIn(source)).isNotEqualTo(source);
	}

	@Test
	void namesEachBugOnce() {
		assertThat(bugs()).extracting(PlantedBug::name).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(15);
	}

	@Test
	void refusesAPlaceThatIsNotThereOrThereTwice() {
		PlantedBug bug = new PlantedBug("a bug", "patient-service", "a/src/main/java/b/C.java", "find  this", "",
				new Crashes(), Pattern.compile("lost"));
		assertThatIllegalStateException().isThrownBy(() -> bug.plantedIn("nothing"));
		assertThatIllegalStateException().isThrownBy(() -> bug.plantedIn("find this, find this"));
		assertThat(bug.plantedIn("x find\n\tthis y")).isEqualTo("x  y");
		assertThat(bug.packagePath()).isEqualTo("b");
		assertThat(bug.noticedIn(List.of("an entry is lost", "somebody waited"))).containsExactly("an entry is lost");
	}

}
