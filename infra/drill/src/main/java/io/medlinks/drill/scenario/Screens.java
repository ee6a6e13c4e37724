package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.people.Watcher;
import tools.jackson.databind.JsonNode;

/**
 * What screens that have been open for a while must show: what a new one shows, each
 * entry at some time, and nothing out of order.
 */
final class Screens {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String DASHBOARD = "dashboard:";

	private Screens() {
	}

	/** What is wrong on these screens, once everything has arrived. */
	static List<String> faults(Clinic clinic, Collection<Watcher> watchers) throws IOException, InterruptedException {
		List<String> faults = new ArrayList<>();
		for (Watcher watcher : watchers) {
			boolean ofPatient = watcher.person().role().equals("patient");
			String path = ofPatient ? "/api/patient/live" : "/api/doctor/live";
			try (Watcher fresh = Watcher.open(watcher.person(), path)) {
				boolean same = Streams.holds(PATIENCE,
						() -> fresh.snapshots() > 0 && difference(fresh.rows(), watcher.rows()).isEmpty());
				if (!same) {
					faults.add(watcher.person() + " sees something else on an old screen than on a new one: "
							+ difference(fresh.rows(), watcher.rows()));
				}
			}
			if (ofPatient) {
				for (String entry : clinic.ledger().entries(watcher.person().id()).keySet()) {
					if (!watcher.hasSeen("entry:" + entry)) {
						faults.add(watcher.person() + " was never shown an entry");
					}
				}
			}
			watcher.faults().forEach((fault) -> faults.add(watcher.person() + ": " + fault));
		}
		return faults;
	}

	/**
	 * A snapshot shows the newest entries of a patient only, so that an old screen may
	 * keep more of them, but all rows of a doctor's dashboard.
	 */
	private static List<String> difference(Map<String, JsonNode> fresh, Map<String, JsonNode> old) {
		Stream<String> behind = fresh.entrySet()
			.stream()
			.filter((row) -> !row.getValue().equals(old.get(row.getKey())))
			.map((row) -> row.getKey() + (old.containsKey(row.getKey()) ? " is older" : " is missing"));
		Stream<String> tooMany = old.keySet()
			.stream()
			.filter((key) -> key.startsWith(DASHBOARD) && !fresh.containsKey(key))
			.map((key) -> key + " is gone elsewhere");
		return Stream.concat(behind, tooMany).toList();
	}

}
