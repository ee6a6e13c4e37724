package io.medlinks.gateway.routing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instances of one service, asked in turn; one that failed lately is asked last.
 */
public final class Instances {

	private final List<URI> all;

	private final Duration avoidFor;

	private final Clock clock;

	private final AtomicInteger turn = new AtomicInteger();

	private final Map<URI, Instant> avoided = new ConcurrentHashMap<>();

	/**
	 * The instances of a service.
	 * @param all their addresses
	 * @param avoidFor how long one that failed is asked last
	 * @param clock the present
	 */
	public Instances(List<URI> all, Duration avoidFor, Clock clock) {
		this.all = List.copyOf(all);
		this.avoidFor = avoidFor;
		this.clock = clock;
	}

	/** Whom to ask, best first; each exactly once. */
	public List<URI> inTurn() {
		int first = Math.floorMod(this.turn.getAndIncrement(), this.all.size());
		Instant now = this.clock.instant();
		List<URI> order = new ArrayList<>(this.all.size());
		List<URI> last = new ArrayList<>();
		for (int i = 0; i < this.all.size(); i++) {
			URI instance = this.all.get((first + i) % this.all.size());
			(isAvoided(instance, now) ? last : order).add(instance);
		}
		order.addAll(last);
		return order;
	}

	/**
	 * Notes that an instance failed.
	 * @param instance its address
	 */
	public void failed(URI instance) {
		this.avoided.put(instance, this.clock.instant().plus(this.avoidFor));
	}

	/**
	 * Notes that an instance answered.
	 * @param instance its address
	 */
	public void answered(URI instance) {
		this.avoided.remove(instance);
	}

	private boolean isAvoided(URI instance, Instant now) {
		Instant until = this.avoided.get(instance);
		return until != null && until.isAfter(now);
	}

}
