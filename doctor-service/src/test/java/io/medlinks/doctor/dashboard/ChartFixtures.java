package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.medlinks.platform.text.PatientText;

/**
 * Facts about one patient, and what stays of them in whatever order they come.
 */
final class ChartFixtures {

	static final String PATIENT = "patient-1";

	static final String MARTA = "doctor-marta";

	static final String JONAS = "doctor-jonas";

	static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private final Map<String, Fact> known = new LinkedHashMap<>();

	private final List<ReadMark> marks = new ArrayList<>();

	/** Keeps a fact as the projections do: only where it is newer. */
	ChartFixtures knows(Fact... facts) {
		for (Fact fact : facts) {
			this.known.merge(fact.getClass().getSimpleName() + fact.id(), fact,
					(before, now) -> (now.version() > before.version()) ? now : before);
		}
		return this;
	}

	/** Keeps that a doctor opened a version. */
	ChartFixtures opened(String doctorId, EntryVersion version) {
		String id = ReadMark.id(doctorId, version.entryId());
		this.marks.removeIf((mark) -> mark.id().equals(id));
		this.marks.add(new ReadMark(id, doctorId, version.entryId(), version.version()));
		return this;
	}

	DashboardRow rowOf(String doctorId) {
		Fact.CareLink link = all(Fact.CareLink.class).stream()
			.filter((one) -> one.doctorId().equals(doctorId))
			.findFirst()
			.orElseThrow();
		Coverage coverage = new Coverage(all(Fact.CareLink.class), all(Fact.Acknowledgement.class), this.marks);
		List<DecidedEntry> entries = all(Fact.Entry.class).stream()
			.filter(Fact.Entry::active)
			.map((entry) -> decided(entry, coverage))
			.toList();
		List<DecidedEntry> waiting = entries.stream()
			.filter((entry) -> Objects.requireNonNull(entry.waitsFor()).contains(doctorId))
			.toList();
		Chart chart = new Chart(link, all(Fact.Patient.class).stream().findFirst().orElse(null),
				Backlog.whole(waiting, doctorId), entries.stream().max(DecidedEntry.NEWEST).orElse(null),
				all(Fact.Appointment.class).stream().filter((one) -> one.doctorId().equals(doctorId)).toList(),
				all(Fact.Summary.class).stream().findFirst().orElse(null));
		return DashboardFold.fold(link.active() ? chart : Chart.empty(link), NOW);
	}

	private DecidedEntry decided(Fact.Entry entry, Coverage coverage) {
		Decision decision = Decision.about(version(entry.id(), entry.version()), entry.active(), coverage,
				(Fact.Assessment) this.known.get(Fact.Assessment.class.getSimpleName() + entry.id()));
		return new DecidedEntry(entry.id(), entry.version(), entry.patientId(), entry.active(), entry.receivedAt(),
				entry.opening(), decision.version(), Set.copyOf(decision.waitsFor()), Set.copyOf(decision.openedBy()),
				decision.triage().level().rank(), decision.triage().assessed(), decision.triage().rules(),
				decision.seenBy());
	}

	DashboardItem itemOf(String doctorId) {
		return DashboardItem.of(rowOf(doctorId), NOW);
	}

	private <T extends Fact> List<T> all(Class<T> type) {
		return new ArrayList<>(this.known.values().stream().filter(type::isInstance).map(type::cast).toList());
	}

	static Fact.CareLink treats(String doctorId, String since) {
		return link(doctorId, 1, true, since);
	}

	static Fact.CareLink link(String doctorId, long version, boolean active, String since) {
		return new Fact.CareLink(Fact.CareLink.id(PATIENT, doctorId), version, PATIENT, doctorId, active, at(since));
	}

	static Fact.Patient ana(long version, String name) {
		return new Fact.Patient(PATIENT, version, name, LocalDate.of(1987, 11, 24), "female", null, null, List.of(),
				null, null);
	}

	static Fact.Entry entry(String id, long version, String receivedAt) {
		return Fact.Entry.published(id, version, PATIENT, true, at(receivedAt),
				new PatientText("Words of " + id + " in version " + version));
	}

	static Fact.Entry withdrawn(String id, long version, String receivedAt) {
		return Fact.Entry.published(id, version, PATIENT, false, at(receivedAt), new PatientText("Gone"));
	}

	static Fact.Assessment assessed(String entryId, long version, UrgencyLevel level) {
		return new Fact.Assessment(entryId, version, PATIENT, version, level,
				List.of(new FiredRule("rule-" + level, "A rule", "A source")));
	}

	static Fact.Acknowledgement acknowledged(String doctorId, String at, EntryVersion... covers) {
		return new Fact.Acknowledgement("review-" + doctorId + at, 1, PATIENT, doctorId, "Dr " + doctorId, at(at),
				List.of(covers));
	}

	static Fact.Appointment appointment(String id, long version, String doctorId, boolean booked, String start) {
		return new Fact.Appointment(id, version, PATIENT, doctorId, booked, at(start), at(start).plusSeconds(1200),
				"in-person", "Europe/Lisbon");
	}

	static EntryVersion version(String entryId, long version) {
		return new EntryVersion(entryId, version);
	}

	static Instant at(String time) {
		return Instant.parse("2026-11-23T" + time + ":00Z");
	}

}
