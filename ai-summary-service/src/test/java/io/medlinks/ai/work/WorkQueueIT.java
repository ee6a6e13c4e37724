package io.medlinks.ai.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.medlinks.testing.parts.MedLinksIT;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@MedLinksIT
class WorkQueueIT {

	private static final WorkProperties PROPERTIES = new WorkProperties(Duration.ofMinutes(2), Duration.ofHours(1), 4,
			Duration.ofSeconds(1), Duration.ofMinutes(5));

	private final String patient = UUID.randomUUID().toString();

	/**
	 * Far ahead of the running service's clock, which therefore never takes this work.
	 */
	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2100-01-01T00:00:00Z"));

	private final ReactiveMongoTemplate mongo;

	private WorkQueue queue;

	@Autowired
	WorkQueueIT(ReactiveMongoTemplate mongo) {
		this.mongo = mongo;
		this.queue = queue();
	}

	@Test
	void joinsRequestsOfOnePatient() {
		run(Flux.range(0, 20).flatMap((_) -> queue().request(this.patient)));
		StepVerifier.create(due()).expectNext(this.patient).verifyComplete();
		StepVerifier.create(this.queue.take(this.patient))
			.assertNext((item) -> assertThat(item.wanted()).isEqualTo(20))
			.verifyComplete();
	}

	@Test
	void givesAnItemToOneOnly() {
		run(this.queue.request(this.patient));
		StepVerifier.create(Flux.range(0, 20).flatMap((_) -> queue().take(this.patient)).count())
			.expectNext(1L)
			.verifyComplete();
		StepVerifier.create(due()).verifyComplete();
	}

	@Test
	void givesAnItemAgainAfterACrash() {
		run(this.queue.request(this.patient));
		run(this.queue.take(this.patient));
		after(Duration.ofMinutes(3));
		StepVerifier.create(this.queue.take(this.patient)).expectNextCount(1).verifyComplete();
	}

	@Test
	void forgetsWhatIsDone() {
		run(this.queue.request(this.patient));
		run(worker((_) -> Mono.empty()).process(this.patient));
		StepVerifier.create(this.mongo.findById(this.patient, WorkItem.class)).verifyComplete();
	}

	@Test
	void doesAgainWhatWasAskedForMeanwhile() {
		run(this.queue.request(this.patient));
		run(worker(this.queue::request).process(this.patient));
		StepVerifier.create(this.queue.take(this.patient)).expectNextCount(1).verifyComplete();
	}

	@Test
	void waitsLongerAfterEachFailure() {
		AtomicInteger tries = new AtomicInteger();
		Work failing = (_) -> {
			tries.incrementAndGet();
			return Mono.error(new IllegalStateException());
		};
		run(this.queue.request(this.patient));
		run(worker(failing).process(this.patient));
		run(worker(failing).process(this.patient));
		assertThat(tries).hasValue(1);
		after(Duration.ofSeconds(1));
		run(worker(failing).process(this.patient));
		assertThat(tries).hasValue(2);
		after(Duration.ofSeconds(1));
		run(worker(failing).process(this.patient));
		assertThat(tries).hasValue(2);
		after(Duration.ofSeconds(1));
		run(worker(failing).process(this.patient));
		assertThat(tries).hasValue(3);
	}

	@Test
	void doesNotLetALateWorkerEndWhatAnotherTookOver() {
		run(this.queue.request(this.patient));
		WorkItem late = this.queue.take(this.patient).block(Duration.ofSeconds(40));
		assertThat(late).isNotNull();
		after(Duration.ofMinutes(3));
		run(this.queue.take(this.patient));
		run(this.queue.done(late));
		StepVerifier.create(this.mongo.findById(this.patient, WorkItem.class)).expectNextCount(1).verifyComplete();
	}

	@Test
	void goesOnWhereAFailureCannotEvenBePutBack() {
		run(this.queue.request(this.patient));
		WorkQueue broken = new WorkQueue(this.mongo, PROPERTIES, clock()) {
			@Override
			Mono<Void> failed(WorkItem item) {
				return Mono.error(new IllegalStateException("away"));
			}
		};
		run(new Worker(broken, (_) -> Mono.error(new IllegalStateException()), PROPERTIES).process(this.patient));
		StepVerifier.create(this.queue.take(this.patient)).verifyComplete();
		after(Duration.ofMinutes(3));
		StepVerifier.create(this.queue.take(this.patient)).expectNextCount(1).verifyComplete();
	}

	@Test
	void looksAgainWhereTheQueueCouldNotBeRead() {
		run(this.queue.request(this.patient));
		AtomicInteger looks = new AtomicInteger();
		WorkQueue flaky = new WorkQueue(this.mongo, PROPERTIES, clock()) {
			@Override
			Flux<String> due() {
				return (looks.incrementAndGet() == 1) ? Flux.error(new IllegalStateException("away")) : super.due();
			}
		};
		Sinks.Empty<Void> done = Sinks.empty();
		Work work = (patientId) -> Mono.<Void>empty().doOnSuccess((_) -> {
			if (patientId.equals(this.patient)) {
				done.tryEmitEmpty();
			}
		});
		WorkProperties often = new WorkProperties(Duration.ofMinutes(2), Duration.ofMillis(20), 4,
				Duration.ofSeconds(1), Duration.ofMinutes(5));
		run(new Worker(flaky, work, often).run().takeUntilOther(done.asMono()));
		assertThat(looks).hasValueGreaterThan(1);
	}

	private void after(Duration duration) {
		this.now.updateAndGet((before) -> before.plus(duration));
		this.queue = queue();
	}

	private WorkQueue queue() {
		return new WorkQueue(this.mongo, PROPERTIES, clock());
	}

	private Clock clock() {
		return Clock.fixed(this.now.get(), ZoneOffset.UTC);
	}

	private Flux<String> due() {
		return this.queue.due().filter(this.patient::equals);
	}

	private Worker worker(Work work) {
		return new Worker(this.queue, work, PROPERTIES);
	}

	private static void run(Flux<?> steps) {
		run(steps.then());
	}

	private static void run(Mono<?> step) {
		StepVerifier.create(step.then()).expectComplete().verify(Duration.ofSeconds(40));
	}

}
