package io.medlinks.ai.work;

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
			.concatMap((_) -> this.queue.due(), 1)
			.flatMap(this::process, this.properties.concurrency());
	}

	Mono<Void> process(String patientId) {
		return this.queue.take(patientId)
			.flatMap((item) -> this.work.perform(patientId)
				.timeout(this.properties.lease())
				.then(Mono.defer(() -> this.queue.done(item)))
				.onErrorResume((failure) -> {
					log.warn("Work of {} failed ({}) and will be tried again", patientId,
							failure.getClass().getSimpleName());
					return this.queue.failed(item);
				}));
	}

}
