package io.medlinks.doctor.dashboard;

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
record Backlog(List<DecidedEntry> mostUrgent, int count, int unread, boolean restAssessed,
		@Nullable DecidedEntry newest) {

	/** The entries that a row tells apart; all are counted. */
	static final int MOST = 100;

	/**
	 * Of all that waits.
	 * @param waiting all that waits
	 * @param doctorId for whom
	 */
	static Backlog whole(List<DecidedEntry> waiting, String doctorId) {
		int unread = (int) waiting.stream().filter((entry) -> !entry.isOpenedBy(doctorId)).count();
		return new Backlog(waiting, waiting.size(), unread, true,
				waiting.stream().max(DecidedEntry.NEWEST).orElse(null));
	}

}
