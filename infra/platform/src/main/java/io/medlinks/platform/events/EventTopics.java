package io.medlinks.platform.events;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Makes the topics and puts right how long they keep what is in them, before anything is
 * read or published; where the broker is away, again and again until it is there.
 */
final class EventTopics implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(EventTopics.class);

	/** Before whoever reads and publishes. */
	private static final int PHASE = 0;

	private final KafkaAdmin admin;

	private final Duration longestBackoff;

	private volatile @Nullable Disposable making;

	/**
	 * Topics that are to be made.
	 * @param admin knows them
	 * @param longestBackoff how long to wait at the most before the next attempt
	 */
	EventTopics(KafkaAdmin admin, Duration longestBackoff) {
		this.admin = admin;
		this.longestBackoff = longestBackoff;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** The first attempt is waited for. */
	@Override
	public void start() {
		// Each attempt waits for the broker, so none may run on the thread that counts
		// the
		// pauses.
		this.making = areMade() ? Disposables.disposed()
				: Mono.fromCallable(this::areMade)
					.subscribeOn(Schedulers.boundedElastic())
					.filter(Boolean::booleanValue)
					.switchIfEmpty(Mono.error(() -> new IllegalStateException("The topics are not made")))
					.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(this.longestBackoff))
					.subscribe((_) -> log.info("The topics are there"));
	}

	private boolean areMade() {
		try {
			return this.admin.initialize();
		}
		catch (IllegalStateException ex) {
			log.warn("The topics cannot be made yet; this is tried again ({})",
					(ex.getCause() != null) ? ex.getCause().getClass().getName() : "");
			return false;
		}
	}

	@Override
	public void stop() {
		Disposable current = this.making;
		if (current != null) {
			current.dispose();
			this.making = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.making != null;
	}

}
