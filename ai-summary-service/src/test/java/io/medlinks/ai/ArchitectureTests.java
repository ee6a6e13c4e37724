package io.medlinks.ai;

import java.util.List;

import io.medlinks.testing.architecture.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {

	@TestFactory
	List<DynamicTest> keepsTheRulesOfTheRepository() {
		return ArchitectureRules.all("io.medlinks.ai");
	}

}
