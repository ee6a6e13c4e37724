package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.availability.VisitType;

/**
 * Appointments to test with.
 */
final class AppointmentFixtures {

	static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

	static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

	private AppointmentFixtures() {
	}

	static Appointment booked(String id, Instant start, Duration length, Duration buffer) {
		Instant end = start.plus(length);
		return new Appointment(id, 1, "patient-" + id, "doctor", AppointmentStatus.BOOKED, start, end,
				start.minus(buffer), end.plus(buffer), LISBON, VisitType.IN_PERSON, new PatientText("Headache"), null,
				BookedBy.PATIENT, Instant.parse("2026-11-23T08:00:00Z"), null, "fingerprint", List.of(), List.of());
	}

}
