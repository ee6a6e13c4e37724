package io.medlinks.doctor.consultation;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import io.medlinks.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.medlinks.doctor.consultation.ConsultationFixtures.NOTES;
import static io.medlinks.doctor.consultation.ConsultationFixtures.NOW;
import static io.medlinks.doctor.consultation.ConsultationFixtures.answer;
import static io.medlinks.doctor.consultation.ConsultationFixtures.content;
import static io.medlinks.doctor.consultation.ConsultationFixtures.note;
import static io.medlinks.doctor.consultation.ConsultationFixtures.recorded;
import static io.medlinks.doctor.consultation.ConsultationFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a consultation allows, and to whom it shows what.
 */
class ConsultationTests {

	@Test
	void keepsEveryVersion() {
		Consultation changed = answer().amend(note("Sleep"), text("looked again"), NOW.plusSeconds(60))
			.retract(text("wrong patient"), NOW.plusSeconds(120));
		assertThat(changed.version()).isEqualTo(3);
		assertThat(changed.versionsFor("doctor-1")).extracting(ConsultationVersion::version)
			.containsExactly(3L, 2L, 1L);
		assertThat(changed.versionsFor("doctor-1").getLast().message()).isEqualTo(text("Rest"));
	}

	@Test
	void showsPrivateNotesToItsAuthorOnly() {
		Consultation changed = answer().amend(content(new PleaseBook(VisitType.PHONE, "P1D")), text("again"), NOW);
		assertThat(changed.versionsFor("doctor-1")).extracting(ConsultationVersion::privateNotes)
			.containsExactly(NOTES, NOTES);
		assertThat(changed.versionsFor("doctor-2")).extracting(ConsultationVersion::privateNotes)
			.containsOnlyNulls()
			.hasSize(2);
		assertThat(changed.currentFor("doctor-2").message()).isEqualTo(text("Rest"));
	}

	@Test
	void saysNothingMoreToOthersOnceItIsTakenBack() {
		Consultation retracted = answer().retract(text("wrong patient"), NOW);
		assertThat(retracted.versionsFor("doctor-2")).allSatisfy((version) -> {
			assertThat(version.diagnosis()).isNull();
			assertThat(version.medications()).isEmpty();
			assertThat(version.message()).isNull();
			assertThat(version.pleaseBook()).isNull();
		});
		assertThat(retracted.currentFor("doctor-1").message()).isEqualTo(text("Rest"));
	}

	@Test
	void refusesChangesOfWhatWasTakenBack() {
		Consultation retracted = answer().retract(text("wrong patient"), NOW);
		assertThatThrownBy(() -> retracted.amend(note("No"), text("again"), NOW)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.status()).isEqualTo(409));
		assertThatThrownBy(() -> retracted.retract(text("again"), NOW)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.status()).isEqualTo(409));
	}

	@Test
	void keepsOnePlaceForTakingItBack() {
		Consultation changed = answer();
		for (int i = 2; i < Consultation.MOST_VERSIONS; i++) {
			changed = changed.amend(note("Change " + i), text("again"), NOW);
		}
		Consultation full = changed;
		assertThatThrownBy(() -> full.amend(note("One more"), text("again"), NOW)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.slug()).isEqualTo("too-many-versions"));
		assertThat(full.retract(text("wrong patient"), NOW).version()).isEqualTo(Consultation.MOST_VERSIONS);
	}

	@Test
	void tookPlaceNowUnlessTold() {
		assertThat(recorded(note("Rest")).current().happenedAt()).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
		Consultation told = answer();
		assertThat(told.amend(note("Sleep"), text("again"), NOW.plusSeconds(600)).current().happenedAt())
			.isEqualTo(told.current().happenedAt());
	}

	@Test
	void givesTheSameVisitNoMoreTimeThanBefore() {
		Consultation asked = answer();
		Consultation same = asked.amend(content(new PleaseBook(VisitType.IN_PERSON, "P7D")), text("typo"),
				NOW.plusSeconds(3600));
		Consultation sooner = asked.amend(content(new PleaseBook(VisitType.IN_PERSON, "P1D")), text("sooner"),
				NOW.plusSeconds(3600));
		assertThat(asked.current().pleaseBook())
			.isEqualTo(new AskedVisit(VisitType.IN_PERSON, "P7D", NOW, NOW.plus(Duration.ofDays(7))));
		assertThat(same.current().pleaseBook()).isEqualTo(asked.current().pleaseBook());
		assertThat(sooner.current().pleaseBook()).isEqualTo(new AskedVisit(VisitType.IN_PERSON, "P1D",
				NOW.plusSeconds(3600), NOW.plusSeconds(3600).plus(Duration.ofDays(1))));
		assertThat(asked.amend(note("No visit"), text("no need"), NOW).current().pleaseBook()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1H", "PT8H", "P7D", "P365D" })
	void takesTimesToBookOfAnHourToAYear(String within) {
		assertThat(new PleaseBook(VisitType.PHONE, within).until(NOW)).isAfter(NOW);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "PT0S", "PT59M", "-P1D", "P1M", "P366D", "PT9223372036854775807S",
			"P99999999999999D" })
	void refusesOtherTimesToBook(String within) {
		assertThatThrownBy(() -> new PleaseBook(VisitType.PHONE, within).until(NOW)).isInstanceOf(Problem.class);
	}

	@Test
	void saysSomethingInSomeWay() {
		ConsultationContent nothing = new ConsultationContent(ConsultationMode.TEXT, null, null, List.of(), text(" "),
				text(""), null);
		assertThatThrownBy(() -> nothing.check(NOW)).isInstanceOf(Problem.class);
		ConsultationContent notes = new ConsultationContent(ConsultationMode.TEXT, null, null, List.of(), null, NOTES,
				null);
		notes.check(NOW);
		assertThat(recorded(notes).current().privateNotes()).isEqualTo(NOTES);
	}

	@Test
	void showsNothingOfItInLogs() {
		assertThat(answer().toString()).doesNotContain("Migraine", "Ibuprofen", "Rest", NOTES.value());
	}

}
