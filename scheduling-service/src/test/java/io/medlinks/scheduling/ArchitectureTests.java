package io.medlinks.scheduling;

import java.util.List;

import io.medlinks.testing.architecture.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The service keeps the repository's architecture.
 */
class ArchitectureTests {

	@TestFactory
	List<DynamicTest> keepsTheRules() {
		return ArchitectureRules.all("io.medlinks.scheduling");
	}

}
