package io.medlinks.patient.diary;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a doctor did about versions of entries, as doctor-service published it.
 *
 * @param id the review
 * @param version the review's version
 * @param patientId whose entries
 * @param acknowledges whether the doctor acknowledged them; only then they count as seen
 * @param covers the versions
 * @param doctorId who
 * @param doctorName the doctor's name
 * @param at when
 */
@Document("reviews")
@CompoundIndex(name = "covers", def = "{'covers.entryId': 1}")
public record PublishedReview(@Id String id, long version, String patientId, boolean acknowledges, List<Covered> covers,
		String doctorId, String doctorName, Instant at) {

	/** The entries that it names. */
	Stream<String> entryIds() {
		return this.covers.stream().map(Covered::entryId).distinct();
	}

	/** What it says of these entries; nothing unless it acknowledges. */
	Stream<EntryReview> of(Collection<String> entryIds) {
		if (!this.acknowledges) {
			return Stream.empty();
		}
		Map<String, Long> newest = this.covers.stream()
			.collect(Collectors.toMap(Covered::entryId, Covered::version, Math::max));
		return newest.entrySet()
			.stream()
			.filter((covered) -> entryIds.contains(covered.getKey()))
			.map((covered) -> new EntryReview(covered.getKey(), covered.getValue(), this.doctorId, this.doctorName,
					this.at));
	}

	/**
	 * An entry version that a review names.
	 *
	 * @param entryId the entry
	 * @param version the version that was on the doctor's screen
	 */
	public record Covered(String entryId, long version) {

	}

}
