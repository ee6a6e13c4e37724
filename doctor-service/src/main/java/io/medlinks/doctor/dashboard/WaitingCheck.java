package io.medlinks.doctor.dashboard;

import java.util.Collection;

import io.medlinks.platform.reconcile.DerivedRows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Compares for whom each entry is said to wait with what links and acknowledgements say.
 */
@Component
class WaitingCheck implements DerivedRows {

	private final Dashboard dashboard;

	private final WaitingEntries waiting;

	WaitingCheck(Dashboard dashboard, WaitingEntries waiting) {
		this.dashboard = dashboard;
		this.waiting = waiting;
	}

	@Override
	public String name() {
		return "waiting-entries";
	}

	@Override
	public Flux<Check> after(@Nullable String after, int most) {
		return this.waiting.check(after, most);
	}

	@Override
	public Flux<Check> withIds(Collection<String> ids) {
		return this.waiting.check(ids);
	}

	@Override
	public Mono<Void> derive(String id) {
		return this.dashboard.decide(id);
	}

}
