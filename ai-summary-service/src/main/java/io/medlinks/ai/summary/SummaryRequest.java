package io.medlinks.ai.summary;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.profile.PatientProfile;

/**
 * What a summary is written from.
 *
 * @param patientId the patient
 * @param profile what is known of them
 * @param entries their entries, newest first; never empty
 */
public record SummaryRequest(String patientId, Optional<PatientProfile> profile, List<DiaryEntry> entries) {

	/** The entry versions that a sentence may rest on. */
	public Set<Evidence> basis() {
		return this.entries.stream().map(SummaryRequest::evidence).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The zone in which the patient's days begin; each entry's own offset where unknown.
	 */
	Optional<ZoneId> zone() {
		return this.profile.map(PatientProfile::zone).filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of);
	}

	/**
	 * An entry as evidence.
	 * @param entry the entry as it was read
	 */
	public static Evidence evidence(DiaryEntry entry) {
		return new Evidence(entry.id(), entry.version());
	}

	@Override
	public String toString() {
		return "SummaryRequest[" + this.patientId + ", " + this.entries.size() + " entries]";
	}

}
