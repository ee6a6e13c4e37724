package io.medlinks.platform.metrics;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Renews all measurements by a schedule. One that fails or takes too long leaves the
 * others alone.
 */
final class Measurements implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Measurements.class);

	private static final Duration LONGEST = Duration.ofSeconds(10);

	private final List<Measurement> measurements;

	private final Duration every;

	private volatile @Nullable Disposable running;

	Measurements(List<Measurement> measurements, MetricsProperties properties) {
		this.measurements = measurements;
		this.every = properties.every();
	}

	@Override
	public void start() {
		this.running = Flux.interval(Duration.ZERO, this.every)
			.onBackpressureDrop()
			.concatMap((_) -> Flux.fromIterable(this.measurements).flatMap(Measurements::renewed))
			.subscribe();
	}

	private static Mono<Void> renewed(Measurement measurement) {
		return Mono.defer(measurement::renew).timeout(LONGEST).onErrorResume((failure) -> {
			log.warn("{} could not be asked ({})", measurement.getClass().getSimpleName(),
					failure.getClass().getSimpleName());
			measurement.unknown();
			return Mono.empty();
		});
	}

	@Override
	public void stop() {
		Disposable current = this.running;
		if (current != null) {
			current.dispose();
			this.running = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

}
