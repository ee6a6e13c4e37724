package io.medlinks.patient.diary;

import java.time.Duration;
import java.util.List;

import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An entry keeps every version and refuses what cannot be.
 */
class DiaryEntryTests {

	private static final PatientText REASON = new PatientText("forgot the light");

	@Test
	void amendingKeepsTheEarlierVersion() {
		DiaryEntry amended = DiaryFixtures.loggedHeadache()
			.amend(DiaryFixtures.severeChestPain(), REASON, DiaryFixtures.NOW.plusSeconds(60));
		assertThat(amended.version()).isEqualTo(2);
		assertThat(amended.receivedAt()).isEqualTo(DiaryFixtures.NOW);
		assertThat(amended.versions()).extracting(EntryVersion::version).containsExactly(2L, 1L);
		assertThat(amended.earlier().getFirst().text()).isEqualTo(DiaryFixtures.headache().text());
		assertThat(amended.current().reason()).isEqualTo(REASON);
	}

	@Test
	void withdrawingKeepsTheWords() {
		DiaryEntry withdrawn = DiaryFixtures.loggedHeadache().withdraw(null, DiaryFixtures.NOW);
		assertThat(withdrawn.current().status()).isEqualTo(EntryStatus.WITHDRAWN);
		assertThat(withdrawn.current().text()).isEqualTo(DiaryFixtures.headache().text());
	}

	@Test
	void refusesToChangeWhatWasWithdrawn() {
		DiaryEntry withdrawn = DiaryFixtures.loggedHeadache().withdraw(null, DiaryFixtures.NOW);
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> withdrawn.amend(DiaryFixtures.headache(), null, DiaryFixtures.NOW))
			.returns("entry-withdrawn", Problem::slug);
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> withdrawn.withdraw(null, DiaryFixtures.NOW))
			.returns(409, Problem::status);
	}

	@Test
	void limitsVersionsButCanAlwaysBeWithdrawn() {
		DiaryEntry entry = DiaryFixtures.loggedHeadache();
		while (entry.version() < DiaryEntry.MOST_VERSIONS - 1) {
			entry = entry.amend(DiaryFixtures.headache(), null, DiaryFixtures.NOW);
		}
		DiaryEntry full = entry;
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> full.amend(DiaryFixtures.headache(), null, DiaryFixtures.NOW))
			.returns("too-many-versions", Problem::slug);
		assertThat(full.withdraw(null, DiaryFixtures.NOW).version()).isEqualTo(DiaryEntry.MOST_VERSIONS);
	}

	@Test
	void refusesTheFutureBeyondTheClockSkew() {
		EntryContent content = new EntryContent(new PatientText("x"), DiaryFixtures.THIS_MORNING, List.of());
		content.check(DiaryFixtures.CATALOGUE, DiaryFixtures.THIS_MORNING.toInstant().minus(Duration.ofMinutes(5)));
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> content.check(DiaryFixtures.CATALOGUE,
					DiaryFixtures.THIS_MORNING.toInstant().minus(Duration.ofMinutes(6))))
			.satisfies((problem) -> assertThat(problem.errors()).extracting("field").containsExactly("happenedAt"));
	}

	@Test
	void refusesUnknownAndRepeatedSymptoms() {
		EntryContent content = new EntryContent(new PatientText("x"), DiaryFixtures.THIS_MORNING,
				List.of(new Symptom("headache", 1), new Symptom("dragon-pox", null), new Symptom("headache", 2)));
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> content.check(DiaryFixtures.CATALOGUE, DiaryFixtures.NOW))
			.satisfies((problem) -> assertThat(problem.errors()).extracting("field")
				.containsExactly("symptoms[1].code", "symptoms[2].code"));
	}

	@Test
	void onlyReviewsOfThePresentWordsCountAsSeen() {
		DiaryEntry amended = DiaryFixtures.loggedHeadache()
			.amend(DiaryFixtures.severeChestPain(), null, DiaryFixtures.NOW);
		EntryReview ofFirst = new EntryReview("entry-1", 1, "d1", "Dr One", DiaryFixtures.NOW);
		EntryReview ofSecond = new EntryReview("entry-1", 2, "d2", "Dr Two", DiaryFixtures.NOW.plusSeconds(5));
		EntryReview again = new EntryReview("entry-1", 2, "d2", "Dr Two", DiaryFixtures.NOW.plusSeconds(9));
		assertThat(EntryView.of(amended, null, List.of(ofFirst, again, ofSecond), 1).seenBy())
			.containsExactly(new EntryView.SeenBy("d2", "Dr Two", DiaryFixtures.NOW.plusSeconds(5)));
	}

}
