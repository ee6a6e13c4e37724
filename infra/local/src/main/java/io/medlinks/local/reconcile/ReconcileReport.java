package io.medlinks.local.reconcile;

import java.util.List;
import java.util.Map;

/**
 * What came of comparing all projections.
 *
 * @param comparisons one for each projection and for each kind of derived rows
 * @param away the services that could not be asked, and why
 */
public record ReconcileReport(List<Comparison> comparisons, Map<String, String> away) {

	public ReconcileReport {
		comparisons = List.copyOf(comparisons);
		away = Map.copyOf(away);
	}

	/** Whether everything could be compared and nothing differs. */
	public boolean isClean() {
		return isComplete() && this.comparisons.stream().allMatch(Comparison::isClean);
	}

	/** Whether everything could be compared. */
	public boolean isComplete() {
		return this.away.isEmpty() && this.comparisons.stream().allMatch((one) -> one.problem() == null);
	}

	/** How many aggregates were looked at. */
	public long compared() {
		return this.comparisons.stream().mapToLong(Comparison::compared).sum();
	}

	/** How many differences remain. */
	public long remains() {
		return this.comparisons.stream().mapToLong(Comparison::remains).sum();
	}

}
