package io.medlinks.drill.scenario;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.clinic.Clinic;

/**
 * Something that happens while a clinic is at work.
 */
final class AmidTraffic {

	private AmidTraffic() {
	}

	/**
	 * Lets something happen when half of the entries are acknowledged.
	 * @param clinic who works
	 * @param entries how many entries patients log meanwhile
	 * @param appointments how many appointments are booked meanwhile
	 * @param seed what the work is derived from
	 * @param event what happens
	 */
	static void happens(Clinic clinic, int entries, int appointments, long seed, Event event)
			throws IOException, InterruptedException {
		int half = clinic.ledger().entries() + entries / 2;
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> work = thread.submit(() -> {
				clinic.work(entries, appointments, seed);
				return true;
			});
			while (clinic.ledger().entries() < half && !work.isDone()) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
			event.happens();
			work.get();
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
	}

	/**
	 * What happens.
	 */
	interface Event {

		void happens() throws IOException, InterruptedException;

	}

}
