package io.medlinks.patient.diary;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.problem.Problem.FieldProblem;
import io.medlinks.platform.text.PatientText;

/**
 * What a patient says about one moment.
 *
 * @param text the patient's words, 1 to {@value #LONGEST_TEXT} characters
 * @param happenedAt when it was, in the patient's wall time; kept in milliseconds
 * @param symptoms what the patient picked beside the text, {@value #MOST_SYMPTOMS} at the
 * most
 */
public record EntryContent(PatientText text, OffsetDateTime happenedAt, List<Symptom> symptoms) {

	/** The longest text in characters. */
	public static final int LONGEST_TEXT = 10_000;

	/** The most symptoms of one entry. */
	public static final int MOST_SYMPTOMS = 20;

	private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

	/** How far a device's clock may be ahead of ours. */
	private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

	public EntryContent {
		happenedAt = happenedAt.truncatedTo(ChronoUnit.MILLIS);
		symptoms = List.copyOf(symptoms);
	}

	/**
	 * Refuses a moment that cannot be and symptoms that the catalogue does not have.
	 * @throws Problem 400
	 */
	void check(SymptomCatalogue catalogue, Instant now) {
		List<FieldProblem> problems = new ArrayList<>();
		Instant happened = this.happenedAt.toInstant();
		if (happened.isAfter(now.plus(CLOCK_SKEW))) {
			problems.add(new FieldProblem("happenedAt", "must not be in the future"));
		}
		if (happened.isBefore(EARLIEST)) {
			problems.add(new FieldProblem("happenedAt", "must not be before 1900"));
		}
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < this.symptoms.size(); i++) {
			String code = this.symptoms.get(i).code();
			if (!catalogue.knows(code)) {
				problems.add(new FieldProblem("symptoms[" + i + "].code", "must be a code of the symptom catalogue"));
			}
			else if (!seen.add(code)) {
				problems.add(new FieldProblem("symptoms[" + i + "].code", "must not be named twice"));
			}
		}
		if (!problems.isEmpty()) {
			throw Problem.validation(problems);
		}
	}

}
