package io.medlinks.platform.deadletters;

import java.util.Map;
import java.util.Set;

import io.medlinks.platform.events.EventGroups;
import io.medlinks.platform.metrics.Measurement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many dead letters of each group wait for somebody to see to them.
 */
final class WaitingDeadLetters implements Measurement {

	private final DeadLetters letters;

	private final Set<String> groups;

	private volatile @Nullable Map<String, Long> waiting;

	WaitingDeadLetters(DeadLetters letters, EventGroups groups, MeterRegistry meters) {
		this.letters = letters;
		this.groups = groups.names();
		this.groups.forEach((group) -> Gauge.builder("medlinks.dead.letters.waiting", () -> of(group))
			.description("Records that a group could not take and nobody has seen to")
			.tags("group", group)
			.register(meters));
	}

	@Override
	public Mono<Void> renew() {
		return Flux.fromIterable(this.groups)
			.concatMap((group) -> this.letters.waiting(group).map((count) -> Map.entry(group, count)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.doOnNext((found) -> this.waiting = found)
			.then();
	}

	@Override
	public void unknown() {
		this.waiting = null;
	}

	private @Nullable Long of(String group) {
		Map<String, Long> current = this.waiting;
		return (current != null) ? current.get(group) : null;
	}

}
