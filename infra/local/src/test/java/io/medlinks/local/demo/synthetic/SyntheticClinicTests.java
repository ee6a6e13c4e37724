package io.medlinks.local.demo.synthetic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.medlinks.local.demo.synthetic.SyntheticClinic.Answer;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Entry;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Patient;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Visit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SyntheticClinicTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

	private final SyntheticClinic clinic = SyntheticClinic.of(7, 200, TODAY);

	@Test
	void isTheSameForTheSameSeedAndDay() {
		assertThat(SyntheticClinic.of(7, 200, TODAY)).isEqualTo(this.clinic);
		assertThat(SyntheticClinic.of(8, 200, TODAY)).isNotEqualTo(this.clinic);
		assertThat(SyntheticClinic.of(7, 200, TODAY.plusDays(1))).isNotEqualTo(this.clinic);
	}

	@Test
	void hasDistinctPeopleWhoGoToWhomTheyNeed() {
		assertThat(this.clinic.doctors()).hasSize(5);
		assertThat(this.clinic.patients()).hasSize(200)
			.allSatisfy((patient) -> assertThat(patient.doctor().specialty()).isEqualTo(patient.course().specialty()))
			.extracting((patient) -> patient.account().id())
			.doesNotHaveDuplicates();
		assertThat(this.clinic.patients()).extracting((patient) -> patient.account().username())
			.doesNotHaveDuplicates();
	}

	@Test
	void tellsThreeMonthsInOrderAndNothingOfToday() {
		for (Patient patient : this.clinic.patients()) {
			List<OffsetDateTime> times = patient.entries().stream().map(Entry::at).toList();
			assertThat(times).hasSizeGreaterThan(8).isSorted();
			assertThat(times).allSatisfy((time) -> assertThat(time.toLocalDate())
				.isBetween(TODAY.minusDays(SyntheticClinic.DAYS), TODAY.minusDays(1)));
		}
		long entries = this.clinic.patients().stream().mapToLong((patient) -> patient.entries().size()).sum();
		assertThat(entries).isBetween(2_500L, 5_000L);
	}

	@Test
	void answersEachEntryOnceAndLeavesSomeWaiting() {
		int waiting = 0;
		for (Patient patient : this.clinic.patients()) {
			int next = 0;
			for (Answer answer : patient.answers()) {
				assertThat(answer.from()).isEqualTo(next);
				assertThat(answer.to()).isGreaterThan(next);
				assertThat(answer.at()).isAfter(patient.entries().get(answer.to() - 1).at());
				assertThat(answer.at().toLocalDate()).isBeforeOrEqualTo(TODAY);
				next = answer.to();
			}
			waiting += (next < patient.entries().size()) ? 1 : 0;
		}
		assertThat(waiting).isBetween(40, 110);
	}

	@Test
	void putsNoTwoVisitsOfADoctorIntoTheSameTime() {
		Set<String> taken = new HashSet<>();
		for (Patient patient : this.clinic.patients()) {
			for (Visit visit : patient.visits()) {
				assertThat(taken.add(patient.doctor().name() + visit.start())).isTrue();
				assertThat(visit.start().toLocalDate()).isBefore(TODAY);
				assertThat(visit.start().getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
			}
		}
		assertThat(taken).hasSizeGreaterThan(100);
	}

	@Test
	void namesSymptomsOfTheCatalogue() throws Exception {
		String catalogue = Files.readString(Path.of(System.getProperty("medlinks.root", "../.."))
			.resolve("infra/contracts/src/main/resources/catalogue/symptoms.json"));
		assertThat(Arrays.stream(Course.values()).flatMap((course) -> course.symptoms().stream()))
			.allSatisfy((code) -> assertThat(catalogue).contains("\"" + code + "\""));
		this.clinic.patients()
			.stream()
			.flatMap((patient) -> patient.entries().stream())
			.flatMap((entry) -> entry.symptoms().stream())
			.forEach((symptom) -> assertThat(symptom.severity()).isBetween(0, 10));
	}

}
