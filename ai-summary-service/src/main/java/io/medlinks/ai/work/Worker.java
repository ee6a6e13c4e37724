package io.medlinks.ai.work;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does what waits in the queue: at once when woken, and by a sweep for what was left
 * behind by a crash or is due again after a failure.
 */
@Component
class Worker {

	private static final Logger log = LoggerFactory.getLogger(Worker.class);

	/** How long the queue itself may take to answer. */
	private static final Duration ANSWER = Duration.ofSeconds(20);

	private final WorkQueue queue;

	private final Work work;

	private final WorkProperties properties;

	Worker(WorkQueue queue, Work work, WorkProperties properties) {
		this.queue = queue;
		this.work = work;
		this.properties = properties;
	}

	/**
	 * Works until the service stops. The scheduler subscribes, and again after a second
	 * should the database have been away.
	 */
	@Scheduled(fixedDelay = 1000, scheduler = "workScheduler")
	Flux<Void> run() {
		return Flux.merge(Flux.interval(this.properties.sweepEvery()).onBackpressureDrop(), this.queue.wakeUps())
			.onBackpressureLatest()
			.concatMap((_) -> due(), 1)
			.flatMap(this::process, this.properties.concurrency());
	}

	private Flux<String> due() {
		// Read at once: how long the work takes says nothing about the queue.
		return this.queue.due()
			.collectList()
			.timeout(ANSWER)
			.flatMapIterable((found) -> found)
			.onErrorResume((failure) -> {
				log.warn("The queue could not be read ({}) and will be again", failure.getClass().getSimpleName());
				return Flux.empty();
			});
	}

	/**
	 * Tries one patient's work. It never fails, so that others' goes on: what could not
	 * even be put back is due again when its lease ends.
	 */
	Mono<Void> process(String patientId) {
		return this.queue.take(patientId).timeout(ANSWER).flatMap(this::perform).onErrorResume((failure) -> {
			log.warn("Work of {} could not be put back ({}) and waits for its lease to end", patientId,
					failure.getClass().getSimpleName());
			return Mono.empty();
		});
	}

	private Mono<Void> perform(WorkItem item) {
		return this.work.perform(item.id())
			.timeout(this.properties.lease())
			.then(Mono.defer(() -> this.queue.done(item).timeout(ANSWER)))
			.onErrorResume((failure) -> {
				log.warn("Work of {} failed ({}) and will be tried again", item.id(),
						failure.getClass().getSimpleName());
				return this.queue.failed(item).timeout(ANSWER);
			});
	}

}
