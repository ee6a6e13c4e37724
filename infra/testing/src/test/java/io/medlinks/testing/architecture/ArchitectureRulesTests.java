package io.medlinks.testing.architecture;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each rule finds what it is there for, and nothing in a module that keeps the rules.
 */
class ArchitectureRulesTests {

	private static final String FIXTURE = "io.medlinks.testing.architecture.fixture.";

	private static final String CLEAN = FIXTURE + "clean";

	private static final String SPOILED = FIXTURE + "spoiled";

	private final JavaClasses clean = new ClassFileImporter().importPackages(CLEAN);

	private final JavaClasses spoiled = new ClassFileImporter().importPackages(SPOILED);

	@Test
	void findsAFeatureThatKnowsItsTransport() {
		assertThat(found(ArchitectureRules.featuresKnowNoTransport(SPOILED))).anyMatch(about("WebAwareDiary"))
			.noneMatch(about("OpenController.write"));
		assertThat(foundInClean(ArchitectureRules.featuresKnowNoTransport(CLEAN))).isEmpty();
	}

	@Test
	void findsAFeatureThatKnowsItsAdapter() {
		assertThat(found(ArchitectureRules.dependenciesPointToTheFeature(SPOILED))).anyMatch(about("OpenController"));
		assertThat(foundInClean(ArchitectureRules.dependenciesPointToTheFeature(CLEAN))).isEmpty();
	}

	@Test
	void findsAnAdapterThatKnowsAnother() {
		assertThat(found(ArchitectureRules.adaptersNeverSeeEachOther(SPOILED))).anyMatch(about("DiaryListener"));
		assertThat(foundInClean(ArchitectureRules.adaptersNeverSeeEachOther(CLEAN))).isEmpty();
	}

	@Test
	void findsAPackageThatLiesTooDeep() {
		assertThat(found(ArchitectureRules.nothingLiesBelowAdapters(SPOILED))).anyMatch(about("TooDeep"));
		assertThat(foundInClean(ArchitectureRules.nothingLiesBelowAdapters(CLEAN))).isEmpty();
	}

	@Test
	void findsWaitingAndSubscribing() {
		assertThat(found(ArchitectureRules.nothingWaitsOrSubscribes())).anyMatch(about("block("))
			.anyMatch(about("subscribe("))
			.anyMatch(about("blockLast("));
		assertThat(foundInClean(ArchitectureRules.nothingWaitsOrSubscribes())).isEmpty();
	}

	@Test
	void findsVagueNames() {
		assertThat(found(ArchitectureRules.namesSayWhatThingsAre())).anyMatch(about("DiaryHelper"))
			.anyMatch(about("common.Anything"))
			.noneMatch(about("DiaryListener"));
		assertThat(foundInClean(ArchitectureRules.namesSayWhatThingsAre())).isEmpty();
	}

	@Test
	void findsAPublicController() {
		assertThat(found(ArchitectureRules.controllersArePackagePrivate())).anyMatch(about("OpenController"));
		assertThat(foundInClean(ArchitectureRules.controllersArePackagePrivate())).isEmpty();
	}

	@Test
	void findsAHandlerWithoutPolicy() {
		assertThat(found(ArchitectureRules.everyHandlerDeclaresItsPolicy())).anyMatch(about("OpenController.write"));
		assertThat(foundInClean(ArchitectureRules.everyHandlerDeclaresItsPolicy())).isEmpty();
	}

	@Test
	void findsAPackageThatIsNotNullMarked() {
		assertThat(found(ArchitectureRules.everyPackageIsNullMarked())).hasSize(1).allMatch(about("Unmarked"));
		assertThat(foundInClean(ArchitectureRules.everyPackageIsNullMarked())).isEmpty();
	}

	@Test
	void refusesARootPackageWithoutClasses() {
		List<DynamicTest> tests = ArchitectureRules.all("io.medlinks.nowhere");
		assertThatThrownBy(() -> tests.getFirst().getExecutable().execute()).isInstanceOf(AssertionError.class)
			.hasMessageContaining("io.medlinks.nowhere");
	}

	private Set<String> found(ArchRule rule) {
		return ArchitectureRules.violations(rule, this.spoiled);
	}

	private Set<String> foundInClean(ArchRule rule) {
		assertThat(this.clean).hasSizeGreaterThan(1);
		return ArchitectureRules.violations(rule, this.clean);
	}

	private static Predicate<String> about(String text) {
		return (line) -> line.contains(text);
	}

}
