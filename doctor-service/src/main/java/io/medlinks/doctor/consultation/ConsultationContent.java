package io.medlinks.doctor.consultation;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor says of one consultation.
 *
 * @param mode how they were in touch
 * @param happenedAt when, in the doctor's wall time; null for now. Kept in milliseconds.
 * @param diagnosis what the doctor found; null for nothing
 * @param medications what the doctor prescribed, {@value #MOST_MEDICATIONS} at the most
 * @param message what the patient is told, {@value #LONGEST_MESSAGE} characters at the
 * most; null for nothing
 * @param privateNotes what the doctor notes for himself or herself,
 * {@value #LONGEST_NOTES} characters at the most; null for nothing
 * @param pleaseBook the visit that the patient is asked to book; null for none
 */
public record ConsultationContent(ConsultationMode mode, @Nullable OffsetDateTime happenedAt,
		@Nullable Diagnosis diagnosis, List<Medication> medications, @Nullable PatientText message,
		@Nullable PatientText privateNotes, @Nullable PleaseBook pleaseBook) {

	/** The most medications of one consultation. */
	public static final int MOST_MEDICATIONS = 20;

	/** The longest message in characters. */
	public static final int LONGEST_MESSAGE = 5_000;

	/** The longest private notes in characters. */
	public static final int LONGEST_NOTES = 10_000;

	private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	/** How far a device's clock may be ahead of ours. */
	private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

	public ConsultationContent {
		happenedAt = (happenedAt != null) ? happenedAt.truncatedTo(ChronoUnit.MILLIS) : null;
		medications = List.copyOf(medications);
		message = said(message);
		privateNotes = said(privateNotes);
	}

	/** Nothing but blanks is nothing. */
	private static @Nullable PatientText said(@Nullable PatientText text) {
		return (text != null && !text.value().isBlank()) ? text : null;
	}

	/**
	 * Refuses a moment that cannot be, a visit without an end to wait for, and a
	 * consultation that says nothing.
	 * @throws Problem 400
	 */
	void check(Instant now) {
		if (this.happenedAt != null) {
			Instant happened = this.happenedAt.toInstant();
			if (happened.isAfter(now.plus(CLOCK_SKEW))) {
				throw Problem.validation("happenedAt", "must not be in the future");
			}
			if (happened.isBefore(EARLIEST)) {
				throw Problem.validation("happenedAt", "must not be before 1900");
			}
		}
		if (this.pleaseBook != null) {
			this.pleaseBook.until(now);
		}
		if (this.diagnosis == null && this.medications.isEmpty() && this.message == null && this.privateNotes == null
				&& this.pleaseBook == null) {
			throw Problem.validation("message",
					"or one of diagnosis, medications, privateNotes and pleaseBook must say something");
		}
	}

	/** When it took place. */
	OffsetDateTime happenedAt(Instant now) {
		return (this.happenedAt != null) ? this.happenedAt : now.atOffset(ZoneOffset.UTC);
	}

}
