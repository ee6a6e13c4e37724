package io.medlinks.doctor.dashboard;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What of a patient waits for a doctor.
 *
 * @param mostUrgent the most urgent entries, {@value #MOST} at the most
 * @param count how many wait in all
 * @param unread how many of them the doctor has not opened
 * @param restAssessed whether the rules have seen the present versions of all others
 * @param newest the one that arrived last; null where nothing waits
 */
record Backlog(List<Fact.Entry> mostUrgent, int count, int unread, boolean restAssessed, Fact.@Nullable Entry newest) {

	/** The entries that a row tells apart; all are counted. */
	static final int MOST = 100;

	static final Comparator<Fact.Entry> NEWEST = Comparator.comparing(Fact.Entry::receivedAt)
		.thenComparing(Fact.Entry::id);

	/**
	 * Of all that waits.
	 * @param waiting all that waits
	 * @param unread how many of them the doctor has not opened
	 */
	static Backlog whole(List<Fact.Entry> waiting, int unread) {
		return new Backlog(waiting, waiting.size(), unread, true, waiting.stream().max(NEWEST).orElse(null));
	}

}
