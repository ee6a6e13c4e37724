package io.medlinks.platform.problem;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trace says what failed where, and quotes nobody.
 */
class FailureTraceTests {

	@Test
	void namesTypesAndFramesButNoMessage() {
		String trace = FailureTrace
			.of(new IllegalStateException("my chest hurts", new IllegalArgumentException("my arm too")));
		assertThat(trace)
			.contains("java.lang.IllegalStateException", "caused by java.lang.IllegalArgumentException",
					"FailureTraceTests.namesTypesAndFramesButNoMessage")
			.doesNotContain("chest", "arm too");
	}

	@Test
	void endsWhereCausesGoInCircles() {
		IllegalStateException inner = new IllegalStateException("inner");
		IllegalStateException outer = new IllegalStateException("outer", inner);
		inner.initCause(outer);
		assertThat(FailureTrace.of(outer).split("caused by")).hasSize(8);
	}

}
