package io.medlinks.doctor.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * For whom a version of an entry waits, who has opened and who acknowledged it, and how
 * urgent it is.
 *
 * <p>
 * An acknowledgement covers the versions that it names, for the doctor who gave it. For
 * another doctor it counts only where it was given before that doctor joined the care
 * team; otherwise the entry still asks for a look.
 *
 * @param version the version
 * @param waitsFor the doctors, in order; none once it is withdrawn
 * @param openedBy the doctors of the care team who have opened it, in order
 * @param triage how urgent it is
 * @param seenBy who acknowledged it last; null where nobody did
 */
record Decision(long version, List<String> waitsFor, List<String> openedBy, Triage triage, @Nullable SeenBy seenBy) {

	/**
	 * Decides about the present version of an entry.
	 * @param entry the entry's version
	 * @param active false once it is withdrawn
	 * @param coverage which versions doctors have acknowledged or opened
	 * @param assessment what the rules found; null while they have seen no version
	 */
	static Decision about(EntryVersion entry, boolean active, Coverage coverage, Fact.@Nullable Assessment assessment) {
		return new Decision(entry.version(), active ? coverage.doctorsWithout(entry) : List.of(),
				coverage.doctorsWhoOpened(entry), Triage.of(entry.version(), assessment), coverage.seenBy(entry));
	}

}
