package io.medlinks.patient.diary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * An entry together with what others found out about it, as patient and doctors see it.
 *
 * @param id the entry
 * @param version the current version, also its entity tag
 * @param status whether the patient stands by it
 * @param text the patient's words
 * @param happenedAt when it was, in the patient's wall time
 * @param receivedAt when the first version was received
 * @param origin how it came to the diary
 * @param symptoms what the patient picked
 * @param assessment how urgent it is; null until it is assessed
 * @param seenBy the doctors who acknowledged the current version, the first one first
 * @param visibleToDoctors how many approved doctors can see it now
 */
public record EntryView(String id, long version, EntryStatus status, PatientText text, OffsetDateTime happenedAt,
		Instant receivedAt, EntryOrigin origin, List<Symptom> symptoms, @Nullable Assessment assessment,
		List<SeenBy> seenBy, long visibleToDoctors) {

	static EntryView of(DiaryEntry entry, @Nullable EntryAssessment assessment, Collection<EntryReview> reviews,
			long visibleToDoctors) {
		EntryVersion current = entry.current();
		return new EntryView(entry.id(), entry.version(), current.status(), current.text(), current.happenedAt(),
				entry.receivedAt(), entry.origin(), current.symptoms(),
				(assessment != null) ? Assessment.of(assessment) : null, seenBy(entry, reviews), visibleToDoctors);
	}

	/**
	 * A review of an earlier version says nothing about the present words, so it does not
	 * count as seen.
	 */
	private static List<SeenBy> seenBy(DiaryEntry entry, Collection<EntryReview> reviews) {
		return reviews.stream()
			.filter((review) -> review.entryVersion() >= entry.version())
			.map((review) -> new SeenBy(review.doctorId(), review.doctorName(), review.at()))
			.collect(Collectors.toMap(SeenBy::doctorId, Function.identity(),
					BinaryOperator.minBy(Comparator.comparing(SeenBy::at))))
			.values()
			.stream()
			.sorted(Comparator.comparing(SeenBy::at).thenComparing(SeenBy::doctorId))
			.toList();
	}

	/**
	 * How urgent an entry is.
	 *
	 * @param level how soon somebody should look at it
	 * @param rules why
	 * @param entryVersion the entry version that was looked at
	 * @param assessedAt when
	 */
	public record Assessment(UrgencyLevel level, List<FiredRule> rules, long entryVersion, Instant assessedAt) {

		static Assessment of(EntryAssessment assessment) {
			return new Assessment(assessment.level(), assessment.rules(), assessment.entryVersion(),
					assessment.assessedAt());
		}

	}

	/**
	 * A doctor who has seen the entry.
	 *
	 * @param doctorId the doctor
	 * @param name the doctor's name
	 * @param at when
	 */
	public record SeenBy(String doctorId, String name, Instant at) {

	}

}
