package io.medlinks.scheduling.appointment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.Practice;
import io.medlinks.scheduling.appointment.PastAppointments.PastVisit;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Visits that took place before MedLinks was there.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class PastAppointmentsIT {

	private static final String TOPIC = "medlinks.scheduling.appointment";

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	@Autowired
	ApplicationContext context;

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	DaySheets sheets;

	@Autowired
	Outbox outbox;

	@Autowired
	PassingTime clock;

	@Autowired
	JsonMapper json;

	private PastAppointments past;

	@BeforeEach
	void begin() {
		this.past = new PastAppointments(this.sheets, this.outbox, this.clock);
	}

	@Test
	void showsAndPublishesWhatTookPlace() {
		assertThat(written(visit("one", "2026-09-14T10:00:00+01:00"))).isTrue();
		JsonNode shown = appointments();
		assertThat(shown).hasSize(1);
		assertThat(OffsetDateTime.parse(shown.at("/0/start").asString()).toInstant()).isEqualTo("2026-09-14T09:00:00Z");
		assertThat(shown.at("/0/reason").asString()).isEqualTo("Knee pain");
		List<PublishedEvent> events = this.traffic.awaitPublished(TOPIC, this.patient.id(), 1);
		assertThat(events.getFirst().body().get("doctorId").asString()).isEqualTo(this.doctor.id());
	}

	@Test
	void writesARepeatedVisitOnce() {
		PastVisit visit = visit("one", "2026-09-14T10:00:00+01:00");
		assertThat(written(visit)).isTrue();
		assertThat(written(visit)).isFalse();
		assertThat(appointments()).hasSize(1);
	}

	@Test
	void putsNoTwoVisitsOfADoctorIntoTheSameTime() {
		assertThat(written(visit("one", "2026-09-14T10:00:00+01:00"))).isTrue();
		assertThat(written(visit("two", "2026-09-14T10:10:00+01:00"))).isFalse();
		assertThat(written(visit("three", "2026-09-14T10:20:00+01:00"))).isTrue();
		assertThat(appointments()).hasSize(2);
	}

	@Test
	void refusesWhatIsNotOver() {
		OffsetDateTime now = this.clock.instant().atZone(LISBON).toOffsetDateTime();
		assertThatIllegalArgumentException().isThrownBy(() -> written(visit("soon", now.minusMinutes(19).toString())))
			.withMessageContaining("is not over");
		assertThat(appointments()).isEmpty();
	}

	@Test
	void isReadFromAFileByACommandThatNoServiceHas(@TempDir Path folder) throws Exception {
		assertThat(this.context.getBeanProvider(PastAppointmentsCommand.class).getIfAvailable()).isNull();
		String line = """
				{"key": "%s", "patientId": "%s", "doctorId": "%s", "start": "2026-09-%02dT10:00:00+01:00", "minutes": 20, \
				"zone": "Europe/Lisbon", "visitType": "phone", "reason": null}""";
		Path file = Files.writeString(folder.resolve("visits.jsonl"),
				line.formatted(this.patient.id() + 1, this.patient.id(), this.doctor.id(), 1) + "\n"
						+ line.formatted(this.patient.id() + 2, this.patient.id(), this.doctor.id(), 2) + "\n");
		new PastAppointmentsCommand(file, this.sheets, this.outbox, this.clock, this.json).write().block(PATIENCE);
		assertThat(appointments()).hasSize(2)
			.allSatisfy((visit) -> assertThat(visit.get("visitType").asString()).isEqualTo("phone"));
	}

	private boolean written(PastVisit visit) {
		return this.past.write(visit).blockOptional(PATIENCE).orElseThrow();
	}

	private PastVisit visit(String key, String start) {
		return new PastVisit(this.patient.id() + key, this.patient.id(), this.doctor.id(), OffsetDateTime.parse(start),
				20, LISBON, VisitType.IN_PERSON, new PatientText("Knee pain"));
	}

	private JsonNode appointments() {
		return ApiClient
			.read(this.api.get(this.patient, "/api/patient/appointments?from=2026-08-01&to=2026-12-01"), 200)
			.get("items");
	}

}
