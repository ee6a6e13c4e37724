package io.medlinks.drill.clinic;

import java.util.HashMap;
import java.util.Map;

import io.medlinks.drill.people.Person;

/**
 * The mails about appointments that the clinic's people got. They are remembered: the
 * mail server keeps only the last ones.
 */
final class Mails {

	private final Map<String, Map<String, Integer>> seen = new HashMap<>();

	/**
	 * What somebody got so far: how many of each, by the appointment's id and its version
	 * with a point between.
	 */
	Map<String, Integer> of(Person whose) throws InterruptedException {
		Map<String, Integer> now = whose.appointmentMails();
		synchronized (this) {
			Map<String, Integer> all = this.seen.computeIfAbsent(whose.id(), (_) -> new HashMap<>());
			now.forEach((told, copies) -> all.merge(told, copies, Math::max));
			return Map.copyOf(all);
		}
	}

	/** How many mails came twice. */
	synchronized int twice() {
		return (int) this.seen.values()
			.stream()
			.flatMap((ofOne) -> ofOne.values().stream())
			.filter((copies) -> copies > 1)
			.count();
	}

}
