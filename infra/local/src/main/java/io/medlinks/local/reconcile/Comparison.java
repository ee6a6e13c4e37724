package io.medlinks.local.reconcile;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came of comparing one projection with its source, or derived rows with their
 * facts.
 *
 * @param service the service that keeps it
 * @param name what it is called there
 * @param topic the topic of its source; empty for derived rows
 * @param compared how many aggregates were looked at
 * @param found how many differed, after the projection had time to catch up
 * @param repaired how many of those are right now
 * @param remaining the ids of the first of those that are not
 * @param problem why it could not be compared to the end; null where it could
 */
public record Comparison(String service, String name, String topic, long compared, Map<Difference, Long> found,
		long repaired, List<String> remaining, @Nullable String problem) {

	/** How many differ in this way. */
	public long found(Difference difference) {
		return this.found.getOrDefault(difference, 0L);
	}

	/** How many still differ. */
	public long remains() {
		return this.found.values().stream().mapToLong(Long::longValue).sum() - this.repaired;
	}

	/** Whether it was compared to the end and nothing differs. */
	public boolean isClean() {
		return this.problem == null && remains() == 0;
	}

	/** One line for people. */
	public String line() {
		StringBuilder line = new StringBuilder(
				String.format(Locale.ROOT, "%s %s: %,d compared, %,d missing, %,d stale, %,d different, %,d surplus",
						this.service, this.name.replace('-', ' '), this.compared, found(Difference.MISSING),
						found(Difference.STALE), found(Difference.DIFFERENT), found(Difference.SURPLUS)));
		if (this.repaired > 0) {
			line.append(String.format(Locale.ROOT, "; %,d repaired, %,d remain", this.repaired, remains()));
		}
		if (this.problem != null) {
			line.append("; not compared to the end: ").append(this.problem);
		}
		return line.toString();
	}

}
