package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medlinks.doctor.search.FoldedName;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of what is known. The same facts make the same row, in whatever order they
 * came.
 */
final class DashboardFold {

	/**
	 * The appointments that a row keeps, so that the next one is known as time goes by.
	 */
	static final int APPOINTMENTS = 10;

	private static final Comparator<Waiting> MOST_URGENT = Comparator
		.<Waiting>comparingInt((waiting) -> waiting.level().rank())
		.thenComparing((waiting) -> waiting.entry().receivedAt())
		.thenComparing((waiting) -> waiting.entry().id());

	private static final Comparator<Fact.Acknowledgement> LATEST = Comparator.comparing(Fact.Acknowledgement::at)
		.thenComparing(Fact.Acknowledgement::id);

	private static final Comparator<Fact.Appointment> SOONEST = Comparator.comparing(Fact.Appointment::start)
		.thenComparing(Fact.Appointment::id);

	private final Chart chart;

	private final Map<String, Fact.Assessment> assessments = new HashMap<>();

	private DashboardFold(Chart chart) {
		this.chart = chart;
		chart.assessments().forEach((assessment) -> this.assessments.put(assessment.id(), assessment));
	}

	/**
	 * The row, its revision still 0.
	 * @param chart what is known
	 * @param now which appointments are over
	 */
	static DashboardRow fold(Chart chart, Instant now) {
		return new DashboardFold(chart).row(now);
	}

	private DashboardRow row(Instant now) {
		Fact.CareLink link = this.chart.link();
		String id = DashboardRow.id(link.doctorId(), link.patientId());
		if (!link.active()) {
			return DashboardRow.empty(link.doctorId(), link.patientId());
		}
		List<Waiting> waiting = this.chart.backlog()
			.mostUrgent()
			.stream()
			.map(this::waiting)
			.sorted(MOST_URGENT)
			.toList();
		DashboardRow.State state = state(waiting, now);
		Instant since = state.waitingSince();
		return new DashboardRow(id, 0, link.doctorId(), link.patientId(), true,
				waiting.isEmpty() ? DashboardRow.NOTHING_WAITS : waiting.getFirst().level().rank(),
				(since != null) ? since : Instant.EPOCH, FoldedName.of(state.name()).value(), state);
	}

	private DashboardRow.State state(List<Waiting> waiting, Instant now) {
		Fact.Patient patient = this.chart.patient();
		Fact.Entry newest = this.chart.newest();
		Backlog backlog = this.chart.backlog();
		Fact.Entry newestWaiting = backlog.newest();
		Waiting first = waiting.isEmpty() ? null : waiting.getFirst();
		Fact.Summary summary = this.chart.summary();
		return new DashboardRow.State((patient != null) ? patient.name() : "",
				(patient != null) ? patient.birthDate() : null, (patient != null) ? patient.sex() : "unknown",
				(first != null) ? first.level() : null,
				backlog.restAssessed() && waiting.stream().allMatch(Waiting::assessed),
				(first != null) ? first.entry().receivedAt() : null, backlog.count(), backlog.unread(),
				waiting.stream().flatMap((one) -> one.reasons().stream()).limit(Backlog.MOST).toList(),
				(newestWaiting != null) ? newestWaiting.opening() : null,
				waiting.stream().map((one) -> versionOf(one.entry())).toList(),
				(newest != null) ? newest.receivedAt() : null, seenBy(newest, waiting), upcoming(now),
				(summary != null) ? summary.version() : null);
	}

	private Waiting waiting(Fact.Entry entry) {
		Fact.Assessment assessment = this.assessments.get(entry.id());
		Triage triage = Triage.of(entry.version(), assessment);
		List<Reason> reasons = new ArrayList<>();
		if (!triage.assessed()) {
			reasons.add(Reason.notAssessed(entry.id()));
		}
		if (assessment != null && (triage.assessed() || triage.level() != UrgencyLevel.SAME_DAY)) {
			assessment.rules().forEach((rule) -> reasons.add(Reason.of(rule, entry.id())));
		}
		return new Waiting(entry, triage.level(), triage.assessed(), reasons);
	}

	/**
	 * The latest acknowledgement, by any doctor, of something that waits here; where
	 * nothing waits, of the newest entry.
	 */
	private @Nullable SeenBy seenBy(Fact.@Nullable Entry newest, List<Waiting> waiting) {
		Set<EntryVersion> shown = new HashSet<>();
		waiting.forEach((one) -> shown.add(versionOf(one.entry())));
		if (shown.isEmpty() && newest != null) {
			shown.add(versionOf(newest));
		}
		return this.chart.acknowledgements()
			.stream()
			.filter((acknowledgement) -> acknowledgement.covers().stream().anyMatch(shown::contains))
			.max(LATEST)
			.map((latest) -> new SeenBy(latest.doctorId(), latest.doctorName(), latest.at()))
			.orElse(null);
	}

	private List<BookedVisit> upcoming(Instant now) {
		return this.chart.appointments()
			.stream()
			.filter((appointment) -> appointment.booked() && appointment.end().isAfter(now))
			.sorted(SOONEST)
			.limit(APPOINTMENTS)
			.map(BookedVisit::of)
			.toList();
	}

	private static EntryVersion versionOf(Fact.Entry entry) {
		return new EntryVersion(entry.id(), entry.version());
	}

	/** An entry that this doctor has not acknowledged. */
	private record Waiting(Fact.Entry entry, UrgencyLevel level, boolean assessed, List<Reason> reasons) {
	}

}
