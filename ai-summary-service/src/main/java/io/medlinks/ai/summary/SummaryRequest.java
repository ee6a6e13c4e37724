package io.medlinks.ai.summary;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.urgency.PatientFacts;

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

	/** The day on which an entry happened, where the patient lives. */
	LocalDate day(DiaryEntry entry) {
		ZoneId zone = zone().orElse(entry.happenedAt().getOffset());
		return entry.happenedAt().atZoneSameInstant(zone).toLocalDate();
	}

	/** What was known of the patient when an entry happened. */
	PatientFacts facts(DiaryEntry entry) {
		return this.profile.map((known) -> known.facts(entry.happenedAt().toInstant())).orElse(PatientFacts.UNKNOWN);
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
