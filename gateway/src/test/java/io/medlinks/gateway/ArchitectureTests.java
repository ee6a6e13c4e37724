package io.medlinks.gateway;

import java.util.List;

import io.medlinks.testing.architecture.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {

	@TestFactory
	List<DynamicTest> keepsTheRulesOfTheRepository() {
		return ArchitectureRules.ofTransport("io.medlinks.gateway");
	}

}
