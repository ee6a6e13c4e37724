package io.medlinks.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import io.medlinks.drill.people.Person;
import io.medlinks.drill.people.Watcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The doctors' open dashboards, and when each of them first showed what.
 */
final class Screens implements AutoCloseable {

	private final List<Watcher> watchers;

	/** When a doctor's screen first showed an entry, by both ids. */
	private final Map<String, Long> entries = new HashMap<>();

	/** How many of a patient's entries wait as the doctor sees it, by both ids. */
	private final Map<String, Integer> waiting = new HashMap<>();

	/**
	 * Opens a dashboard for each doctor.
	 * @param doctors the doctors
	 */
	Screens(List<Person> doctors) {
		this.watchers = doctors.stream()
			.map((doctor) -> Watcher.open(doctor, "/api/doctor/live", (_, row) -> shown(doctor, row)))
			.toList();
	}

	private synchronized void shown(Person doctor, JsonNode row) {
		long now = System.nanoTime();
		if (!row.has("patientId")) {
			return;
		}
		row.path("uncovered")
			.forEach((entry) -> this.entries.putIfAbsent(key(doctor, entry.get("entryId").asString()), now));
		this.waiting.put(key(doctor, row.get("patientId").asString()), row.get("waitingEntries").asInt());
		notifyAll();
	}

	private static String key(Person doctor, String id) {
		return doctor.id() + ":" + id;
	}

	/**
	 * Waits until each dashboard shows something or can.
	 * @param patience how long
	 * @return whether they all do
	 */
	boolean areOpen(Duration patience) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		while (!this.watchers.stream().allMatch((watcher) -> watcher.snapshots() > 0)) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			TimeUnit.MILLISECONDS.sleep(20);
		}
		return true;
	}

	/**
	 * Waits until a doctor's screen has shown an entry.
	 * @param doctor the doctor
	 * @param entryId the entry
	 * @param patience how long
	 * @return when it did, as {@link System#nanoTime()}; empty where it did not
	 */
	OptionalLong shows(Person doctor, String entryId, Duration patience) throws InterruptedException {
		return until(() -> this.entries.get(key(doctor, entryId)), patience);
	}

	/**
	 * Waits until a doctor's screen says that as many of a patient's entries wait.
	 * @param doctor the doctor
	 * @param patient the patient
	 * @param count how many, at the least
	 * @param patience how long
	 * @return when it was seen here, as {@link System#nanoTime()}; empty where it was not
	 */
	OptionalLong counts(Person doctor, Person patient, int count, Duration patience) throws InterruptedException {
		return until(
				() -> (this.waiting.getOrDefault(key(doctor, patient.id()), 0) >= count) ? System.nanoTime() : null,
				patience);
	}

	/**
	 * When nothing of a patient waits for a doctor any more.
	 * @return empty where it took too long
	 */
	OptionalLong isClear(Person doctor, Person patient, Duration patience) throws InterruptedException {
		return until(() -> (this.waiting.getOrDefault(key(doctor, patient.id()), 0) == 0) ? System.nanoTime() : null,
				patience);
	}

	private synchronized OptionalLong until(Look look, Duration patience) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		Long at = look.look();
		while (at == null) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) {
				return OptionalLong.empty();
			}
			wait(left);
			at = look.look();
		}
		return OptionalLong.of(at);
	}

	@Override
	public void close() {
		this.watchers.forEach(Watcher::close);
	}

	@FunctionalInterface
	private interface Look {

		@Nullable Long look();

	}

}
