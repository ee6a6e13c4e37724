package io.medlinks.gateway.routing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class InstancesTests {

	private static final URI A = URI.create("http://a:1");

	private static final URI B = URI.create("http://b:1");

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

	private final Instances instances = new Instances(List.of(A, B), Duration.ofSeconds(5), clock());

	@Test
	void asksInTurn() {
		assertThat(this.instances.inTurn()).containsExactly(A, B);
		assertThat(this.instances.inTurn()).containsExactly(B, A);
		assertThat(this.instances.inTurn()).containsExactly(A, B);
	}

	@Test
	void asksOneThatFailedLast() {
		this.instances.failed(A);
		assertThat(this.instances.inTurn()).containsExactly(B, A);
		assertThat(this.instances.inTurn()).containsExactly(B, A);
	}

	@Test
	void asksItAgainAfterAWhile() {
		this.instances.failed(A);
		this.now.updateAndGet((then) -> then.plusSeconds(6));
		assertThat(this.instances.inTurn()).containsExactly(A, B);
	}

	@Test
	void asksItAgainOnceItAnswered() {
		this.instances.failed(A);
		this.instances.answered(A);
		assertThat(this.instances.inTurn()).containsExactly(A, B);
	}

	private Clock clock() {
		Clock clock = mock(Clock.class);
		given(clock.instant()).willAnswer((_) -> this.now.get());
		given(clock.getZone()).willReturn(ZoneOffset.UTC);
		return clock;
	}

}
