package io.medlinks.load;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DelaysTests {

	private static Delays delays(LongStream millis) {
		return new Delays(millis.boxed().toList());
	}

	@Test
	void findPercentilesInWhateverOrderTheyCame() {
		Delays delays = delays(LongStream.rangeClosed(1, 100).map((millis) -> 101 - millis));
		assertThat(delays.median()).isEqualTo(51);
		assertThat(delays.p95()).isEqualTo(96);
		assertThat(delays).hasToString("p50 51 ms, p95 96 ms, p99 100 ms, at the most 100 ms");
	}

	@Test
	void compareMedians() {
		Delays quick = delays(LongStream.of(10, 20, 900));
		Delays slow = delays(LongStream.of(1, 30, 40));
		assertThat(slow.ratioTo(quick)).isEqualTo(1.5);
	}

	@Test
	void compareNothingWithNothing() {
		Delays none = new Delays(List.of());
		assertThat(none).hasToString("nothing measured");
		assertThatIllegalStateException().isThrownBy(() -> none.ratioTo(delays(LongStream.of(1))));
		assertThatIllegalStateException().isThrownBy(() -> delays(LongStream.of(1)).ratioTo(none));
	}

}
