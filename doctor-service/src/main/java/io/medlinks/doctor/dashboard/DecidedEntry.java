package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An entry with what was decided about it.
 *
 * @param id the entry
 * @param version its present version
 * @param patientId whose it is
 * @param active false once withdrawn
 * @param receivedAt when it arrived
 * @param opening its first words
 * @param decidedVersion the version that was decided about; null where nobody decided, as
 * all that follows
 * @param waitsFor the doctors who have not acknowledged it
 * @param openedBy the doctors who have opened it
 * @param rank the place of its class
 * @param assessed whether the rules have seen it
 * @param rules the rules that fired
 * @param seenBy who acknowledged it last; null also where nobody did
 */
@Document("entryFacts")
record DecidedEntry(@Id String id, long version, String patientId, boolean active, Instant receivedAt,
		PatientText opening, @Nullable Long decidedVersion, @Nullable Set<String> waitsFor,
		@Nullable Set<String> openedBy, @Nullable Integer rank, @Nullable Boolean assessed,
		@Nullable List<FiredRule> rules, @Nullable SeenBy seenBy) {

	static final Comparator<DecidedEntry> NEWEST = Comparator.comparing(DecidedEntry::receivedAt)
		.thenComparing(DecidedEntry::id);

	EntryVersion present() {
		return new EntryVersion(this.id, this.version);
	}

	boolean isOpenedBy(String doctorId) {
		return this.openedBy != null && this.openedBy.contains(doctorId);
	}

	/**
	 * How urgent the present version is. Between the arrival of a version and the
	 * decision about it, what was decided about the one before is all there is.
	 */
	Triage triage() {
		Triage decided = decidedTriage();
		if (decided == null) {
			return Triage.NOT_ASSESSED;
		}
		return isDecided() ? decided : decided.ofNewerVersion();
	}

	/** Who acknowledged the present version last; null where nobody did. */
	@Nullable SeenBy presentSeenBy() {
		return isDecided() ? this.seenBy : null;
	}

	/** Whether this is what was decided. */
	boolean says(Decision decision) {
		return isDecided() && Set.copyOf(decision.waitsFor()).equals(this.waitsFor)
				&& Set.copyOf(decision.openedBy()).equals(this.openedBy) && decision.triage().equals(decidedTriage())
				&& Objects.equals(decision.seenBy(), this.seenBy);
	}

	private boolean isDecided() {
		return this.decidedVersion != null && this.decidedVersion == this.version;
	}

	/**
	 * What was decided without rules, as releases before did, is no less urgent for it.
	 */
	private @Nullable Triage decidedTriage() {
		UrgencyLevel level = (this.rank != null) ? UrgencyLevel.ofRank(this.rank) : null;
		return (level != null && this.assessed != null)
				? new Triage(level, this.assessed, (this.rules != null) ? this.rules : List.of()) : null;
	}

	@Override
	public String toString() {
		return "DecidedEntry[" + this.id + "@" + this.version + "]";
	}

}
