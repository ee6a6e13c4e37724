package io.medlinks.drill.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Does the same with many things at once.
 */
public final class SideBySide {

	private SideBySide() {
	}

	/**
	 * Does something with each, some at a time, and returns what came of each in order.
	 * @param all the things
	 * @param atOnce how many at a time
	 * @param step what is done with each
	 * @throws IOException where one failed so; other failures as they came
	 */
	public static <T, R> List<R> map(List<T> all, int atOnce, Step<T, R> step)
			throws IOException, InterruptedException {
		Semaphore free = new Semaphore(atOnce);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<R>> under = new ArrayList<>();
			for (T one : all) {
				under.add(threads.submit(() -> {
					free.acquire();
					try {
						return step.with(one);
					}
					finally {
						free.release();
					}
				}));
			}
			List<R> results = new ArrayList<>();
			for (Future<R> one : under) {
				results.add(one.get());
			}
			return results;
		}
		catch (ExecutionException ex) {
			switch (ex.getCause()) {
				case IOException failure -> throw failure;
				case InterruptedException failure -> throw failure;
				case RuntimeException failure -> throw failure;
				case Error failure -> throw failure;
				case null, default -> throw new IllegalStateException(ex.getCause());
			}
		}
	}

	/**
	 * What is done with one thing.
	 *
	 * @param <T> the thing
	 * @param <R> what comes of it
	 */
	@FunctionalInterface
	public interface Step<T, R> {

		/**
		 * Does it.
		 * @param one the thing
		 */
		R with(T one) throws IOException, InterruptedException;

	}

}
