package io.medlinks.platform.crash;

import reactor.core.publisher.Mono;

/**
 * A place between two writes at which a process may die and nothing may be lost or
 * doubled. The code passes by, and nothing happens here: there is no switch for it in
 * what is shipped. The drill's Java agent rewrites {@link #reached()} while the class is
 * loaded.
 *
 * @param name what the drill calls it, such as {@code outbox.published}
 */
public record CrashPoint(String name) {

	/** Says that the place is reached. */
	public void reached() {
	}

	/**
	 * A step of a chain that says that the place is reached, where it had something to
	 * do.
	 */
	public <T> Mono<T> passed(Mono<T> step) {
		return step.doOnNext((_) -> reached());
	}

	/** A step without a result that says that the place is reached. */
	public Mono<Void> ended(Mono<Void> step) {
		return step.doOnSuccess((_) -> reached());
	}

}
