package io.medlinks.platform;

import java.util.List;

import io.medlinks.testing.architecture.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The platform keeps the repository's architecture, as far as it is for what is made of
 * transport.
 */
class ArchitectureTests {

	@TestFactory
	List<DynamicTest> keepsTheRules() {
		return ArchitectureRules.ofTransport("io.medlinks.platform");
	}

}
