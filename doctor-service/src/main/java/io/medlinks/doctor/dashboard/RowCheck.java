package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import io.medlinks.platform.reconcile.DerivedRows;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Compares each row with what its facts make now; a row goes by the id of its care-team
 * link.
 */
@Component
class RowCheck implements DerivedRows {

	private final Dashboard dashboard;

	private final CareLinks links;

	RowCheck(Dashboard dashboard, CareLinks links) {
		this.dashboard = dashboard;
		this.links = links;
	}

	@Override
	public String name() {
		return "dashboard-rows";
	}

	@Override
	public Flux<Check> after(@Nullable String after, int most) {
		return this.links.after(after, most).concatMap(this::check);
	}

	@Override
	public Flux<Check> withIds(Collection<String> ids) {
		return this.links.withIds(ids).concatMap(this::check);
	}

	@Override
	public Mono<Void> derive(String id) {
		return this.links.withIds(List.of(id))
			.concatMap((link) -> this.dashboard.refold(link.doctorId(), link.patientId()))
			.then();
	}

	private Mono<Check> check(Fact.CareLink link) {
		return this.dashboard.folded(link.doctorId(), link.patientId())
			.flatMap((folded) -> this.dashboard.stored(link.doctorId(), link.patientId())
				.map((stored) -> saysTheSame(stored, folded.row(), folded.at()) ? Verdict.SAME : Verdict.DIFFERENT)
				.defaultIfEmpty(Verdict.MISSING))
			.map((verdict) -> new Check(link.id(), verdict));
	}

	/**
	 * A stored row is as old as the last fact, so appointments that are over since then
	 * still stand in it, and those that moved up behind them do not.
	 */
	static boolean saysTheSame(DashboardRow stored, DashboardRow folded, Instant now) {
		DashboardRow.State before = stored.state();
		DashboardRow.State after = folded.state();
		if (before == null || after == null) {
			return stored.withRevision(0).equals(folded);
		}
		List<BookedVisit> upcoming = before.appointments()
			.stream()
			.filter((visit) -> visit.end().isAfter(now))
			.toList();
		List<BookedVisit> expected = (before.appointments().size() < DashboardFold.APPOINTMENTS) ? after.appointments()
				: after.appointments().stream().limit(upcoming.size()).toList();
		return upcoming.equals(expected)
				&& stored.withRevision(0).withAppointments(List.of()).equals(folded.withAppointments(List.of()));
	}

}
