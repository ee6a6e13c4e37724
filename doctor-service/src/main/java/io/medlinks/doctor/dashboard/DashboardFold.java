package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
		.<Waiting>comparingInt((waiting) -> waiting.triage().level().rank())
		.thenComparing((waiting) -> waiting.entry().receivedAt())
		.thenComparing((waiting) -> waiting.entry().id());

	private static final Comparator<SeenBy> LATEST = Comparator.comparing(SeenBy::at).thenComparing(SeenBy::doctorId);

	private static final Comparator<Fact.Appointment> SOONEST = Comparator.comparing(Fact.Appointment::start)
		.thenComparing(Fact.Appointment::id);

	private final Chart chart;

	private DashboardFold(Chart chart) {
		this.chart = chart;
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
			.map((entry) -> new Waiting(entry, entry.triage()))
			.sorted(MOST_URGENT)
			.toList();
		DashboardRow.State state = state(waiting, now);
		Instant since = state.waitingSince();
		return new DashboardRow(id, 0, link.doctorId(), link.patientId(), true,
				waiting.isEmpty() ? DashboardRow.NOTHING_WAITS : waiting.getFirst().triage().level().rank(),
				(since != null) ? since : Instant.EPOCH, FoldedName.of(state.name()).value(), state);
	}

	private DashboardRow.State state(List<Waiting> waiting, Instant now) {
		Fact.Patient patient = this.chart.patient();
		DecidedEntry newest = this.chart.newest();
		Backlog backlog = this.chart.backlog();
		DecidedEntry newestWaiting = backlog.newest();
		Waiting first = waiting.isEmpty() ? null : waiting.getFirst();
		Fact.Summary summary = this.chart.summary();
		return new DashboardRow.State((patient != null) ? patient.name() : "",
				(patient != null) ? patient.birthDate() : null, (patient != null) ? patient.sex() : "unknown",
				(first != null) ? first.triage().level() : null,
				backlog.restAssessed() && waiting.stream().allMatch((one) -> one.triage().assessed()),
				(first != null) ? first.entry().receivedAt() : null, backlog.count(), backlog.unread(),
				waiting.stream().flatMap((one) -> one.reasons().stream()).limit(Backlog.MOST).toList(),
				(newestWaiting != null) ? newestWaiting.opening() : null,
				waiting.stream().map((one) -> one.entry().present()).toList(),
				(newest != null) ? newest.receivedAt() : null, seenBy(newest, waiting), upcoming(now),
				(summary != null) ? summary.version() : null);
	}

	/**
	 * The latest acknowledgement, by any doctor, of something that waits here; where
	 * nothing waits, of the newest entry.
	 */
	private static @Nullable SeenBy seenBy(@Nullable DecidedEntry newest, List<Waiting> waiting) {
		if (waiting.isEmpty()) {
			return (newest != null) ? newest.presentSeenBy() : null;
		}
		return waiting.stream()
			.map((one) -> one.entry().presentSeenBy())
			.filter(Objects::nonNull)
			.max(LATEST)
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

	/** An entry that this doctor has not acknowledged. */
	private record Waiting(DecidedEntry entry, Triage triage) {

		List<Reason> reasons() {
			List<Reason> reasons = new ArrayList<>();
			if (!this.triage.assessed()) {
				reasons.add(Reason.notAssessed(this.entry.id()));
			}
			this.triage.rules().forEach((rule) -> reasons.add(Reason.of(rule, this.entry.id())));
			return reasons;
		}

	}

}
