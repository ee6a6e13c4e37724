package io.medlinks.platform.crash;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A place between two writes at which a process may die and nothing may be lost or
 * doubled. The code passes by; only where a test has put a trigger into the process does
 * anything happen here.
 *
 * @param name what tests call it, such as {@code outbox.published}
 */
public record CrashPoint(String name) {

	/**
	 * The key in the system properties under which a test leaves its trigger, a consumer
	 * of crash points' names. An object, so it cannot be set on a command line.
	 */
	public static final String TRIGGER = "io.medlinks.crash-trigger";

	private static final @Nullable Consumer<String> INSTALLED = installed();

	/** Says that the place is reached. */
	public void reached() {
		if (INSTALLED != null) {
			INSTALLED.accept(this.name);
		}
	}

	/**
	 * A step of a chain that says that the place is reached, where it had something to
	 * do.
	 */
	public <T> Mono<T> passed(Mono<T> step) {
		return (INSTALLED != null) ? step.doOnNext((_) -> reached()) : step;
	}

	/** A step without a result that says that the place is reached. */
	public Mono<Void> ended(Mono<Void> step) {
		return (INSTALLED != null) ? step.doOnSuccess((_) -> reached()) : step;
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Consumer<String> installed() {
		Object trigger = System.getProperties().get(TRIGGER);
		return (trigger instanceof Consumer<?>) ? (Consumer<String>) trigger : null;
	}

}
