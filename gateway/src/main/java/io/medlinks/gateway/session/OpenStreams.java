package io.medlinks.gateway.session;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The streams that this instance holds open, each tied to its session: once a second one
 * query asks which sessions have ended, wherever that happened.
 */
@Component
public class OpenStreams {

	private final Map<String, Set<Sinks.Empty<Void>>> open = new ConcurrentHashMap<>();

	private final Sessions sessions;

	OpenStreams(Sessions sessions) {
		this.sessions = sessions;
	}

	/**
	 * Completes when the session has ended; watches while subscribed to.
	 * @param key the session
	 */
	public Mono<Void> endOf(SessionKey key) {
		return Mono.using(() -> watch(key), Sinks.Empty::asMono, (end) -> forget(key, end));
	}

	/** How many streams are open. */
	int count() {
		return this.open.values().stream().mapToInt(Set::size).sum();
	}

	/** Called once and subscribed to each second, so all of it is deferred. */
	@Scheduled(fixedDelayString = "PT1S")
	Mono<Void> cutEnded() {
		return Mono.defer(this::cutEndedNow);
	}

	private Mono<Void> cutEndedNow() {
		Set<String> watched = Set.copyOf(this.open.keySet());
		if (watched.isEmpty()) {
			return Mono.empty();
		}
		return this.sessions.alive(watched).collectList().doOnNext((alive) -> {
			for (String key : watched) {
				if (!alive.contains(key)) {
					this.open.getOrDefault(key, Set.of()).forEach(Sinks.Empty::tryEmitEmpty);
				}
			}
		}).then();
	}

	private Sinks.Empty<Void> watch(SessionKey key) {
		Sinks.Empty<Void> end = Sinks.empty();
		this.open.compute(key.value(), (_, ends) -> {
			Set<Sinks.Empty<Void>> all = (ends != null) ? ends : ConcurrentHashMap.newKeySet();
			all.add(end);
			return all;
		});
		return end;
	}

	private void forget(SessionKey key, Sinks.Empty<Void> end) {
		this.open.computeIfPresent(key.value(), (_, ends) -> {
			ends.remove(end);
			return ends.isEmpty() ? null : ends;
		});
	}

}
