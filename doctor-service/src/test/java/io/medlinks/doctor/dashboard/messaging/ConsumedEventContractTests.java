package io.medlinks.doctor.dashboard.messaging;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.doctor.dashboard.UrgencyLevel;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the other services publish can be read.
 */
class ConsumedEventContractTests {

	private static final String ANA = "a1000000-0000-4000-8000-000000000001";

	private static final String MARTA = "d1000000-0000-4000-8000-000000000001";

	private static final String ENTRY = "5f1d0c1e-3f5b-8a77-9a52-1c0e7c3d9b10";

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void readsAProfile() {
		assertThat(read("medlinks.patient.profile-changed.v1", PatientEventListener.ProfileChanged.class).fact())
			.isEqualTo(new Fact.Patient(ANA, 2, "Ana Reis", LocalDate.of(1987, 4, 12), "female", "ana.reis@example.org",
					"+351 900 000 001", List.of(new PatientText("penicillin")), 168.0, 61.5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "logged", "amended", "withdrawn" })
	void readsAnEntry(String what) {
		Fact.Entry entry = read("medlinks.patient.diary-entry-" + what + ".v1", PatientEventListener.EntryState.class)
			.fact();
		assertThat(entry.id()).isEqualTo(ENTRY);
		assertThat(entry.patientId()).isEqualTo(ANA);
		assertThat(entry.active()).isEqualTo(!what.equals("withdrawn"));
		assertThat(entry.receivedAt()).isEqualTo(Instant.parse("2026-11-23T07:02:11.250Z"));
		assertThat(entry.opening().value()).isNotBlank().hasSizeLessThanOrEqualTo(120);
	}

	@ParameterizedTest
	@ValueSource(strings = { "opened", "closed" })
	void readsALink(String what) {
		Fact.CareLink link = read("medlinks.patient.care-team-link-" + what + ".v1",
				PatientEventListener.LinkState.class)
			.fact();
		assertThat(link.id()).isEqualTo(ANA + ":" + MARTA);
		assertThat(link.doctorId()).isEqualTo(MARTA);
		assertThat(link.active()).isEqualTo(what.equals("opened"));
		assertThat(link.since()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
	}

	@Test
	void readsAnAssessment() {
		Fact.Assessment assessment = read("medlinks.ai.entry-assessed.v1", AiEventListener.EntryAssessed.class).fact();
		assertThat(assessment.id()).isEqualTo(ENTRY);
		assertThat(assessment.entryVersion()).isEqualTo(1);
		assertThat(assessment.level()).isEqualTo(UrgencyLevel.SAME_DAY);
		assertThat(assessment.rules()).extracting((rule) -> rule.id()).containsExactly("severe-symptom");
	}

	@Test
	void readsASummary() {
		assertThat(read("medlinks.ai.summary-written.v1", AiEventListener.SummaryWritten.class).fact())
			.isEqualTo(new Fact.Summary(ANA, 4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "booked", "moved", "cancelled" })
	void readsAnAppointment(String what) {
		Fact.Appointment appointment = read("medlinks.scheduling.appointment-" + what + ".v1",
				AppointmentEventListener.AppointmentState.class)
			.fact();
		assertThat(appointment.patientId()).isEqualTo(ANA);
		assertThat(appointment.doctorId()).isEqualTo(MARTA);
		assertThat(appointment.booked()).isEqualTo(!what.equals("cancelled"));
		assertThat(appointment.end()).isAfter(appointment.start());
	}

	@Test
	void readsAReview() {
		Fact.Acknowledgement review = read("medlinks.doctor.review-recorded.v1",
				DoctorEventListener.ReviewRecorded.class)
			.fact();
		assertThat(review.doctorName()).isEqualTo("Dr Marta Silva");
		assertThat(review.covers()).containsExactly(new EntryVersion(ENTRY, 1));
	}

	@Test
	void readsADoctor() {
		assertThat(read("medlinks.doctor.profile-changed.v1", DoctorEventListener.ProfileChanged.class).doctorId())
			.isEqualTo(MARTA);
	}

	private <T> T read(String type, Class<T> event) {
		return this.json.readValue(EventContracts.sample(type), event);
	}

}
