package io.medlinks.testing.blocking;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * Blocking is found where it harms, and only there.
 */
class BlockingCallTests {

	private final Mono<String> blocking = Mono.fromCallable(() -> {
		LockSupport.parkNanos(1_000_000);
		return "done";
	});

	@Test
	void findsABlockingCallOnAnEventLoop() {
		StepVerifier.create(this.blocking.subscribeOn(Schedulers.parallel()))
			.expectError(BlockingOperationError.class)
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void allowsABlockingCallOnAThreadThatIsMadeForIt() {
		StepVerifier.create(this.blocking.subscribeOn(Schedulers.boundedElastic()))
			.expectNext("done")
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

}
