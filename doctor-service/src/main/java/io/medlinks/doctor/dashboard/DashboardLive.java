package io.medlinks.doctor.dashboard;

import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveRow;
import io.medlinks.platform.live.LiveRows;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.DoctorStanding;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The dashboard's live view. Each time it asks anew whether the doctor is approved and
 * treats the patient, and records the access before it shows anything.
 */
@Component
public class DashboardLive {

	/** The rows of a snapshot; those behind come with their next change or by paging. */
	private static final int SNAPSHOT = 500;

	private static final String RESOURCE = "dashboard";

	private final Dashboard dashboard;

	private final DoctorStanding standing;

	private final CareLinks links;

	private final AccessRecords records;

	DashboardLive(Dashboard dashboard, DoctorStanding standing, CareLinks links, AccessRecords records) {
		this.dashboard = dashboard;
		this.standing = standing;
		this.links = links;
		this.records = records;
	}

	/**
	 * The rows that a doctor watches.
	 * @param caller the doctor
	 */
	public LiveRows rowsOf(Caller caller) {
		return new Rows(caller);
	}

	private Mono<Boolean> approved(Caller caller) {
		return this.standing.isApproved(caller.subject()).filter(Boolean::booleanValue);
	}

	private final class Rows implements LiveRows {

		private final Caller caller;

		Rows(Caller caller) {
			this.caller = caller;
		}

		@Override
		public Flux<LiveRow> snapshot(ReaderId reader) {
			return reach(reader)
				.flatMap((patients) -> DashboardLive.this.dashboard.first(this.caller.subject(), SNAPSHOT)
					.filter((item) -> patients.contains(item.patientId()))
					.collectList())
				.flatMap((items) -> DashboardLive.this.records
					.record(this.caller, items.stream().map(DashboardItem::patientId).toList(), RESOURCE, Action.READ)
					.thenReturn(items))
				.flatMapIterable((items) -> items)
				.map((item) -> new LiveRow(Dashboard.ROW, item.patientId(), item));
		}

		@Override
		public Mono<LiveRow> row(ReaderId reader, LiveChange change) {
			return approved(this.caller)
				.filterWhen((_) -> DashboardLive.this.links.isInCare(this.caller.subject(), change.key()))
				.flatMap((_) -> DashboardLive.this.dashboard.item(this.caller.subject(), change.key()))
				.flatMap((item) -> DashboardLive.this.records
					.record(this.caller, item.patientId(), RESOURCE, Action.READ)
					.thenReturn(new LiveRow(change.type(), change.key(), item)));
		}

		@Override
		public Mono<Set<String>> reach(ReaderId reader) {
			return approved(this.caller)
				.flatMap((_) -> DashboardLive.this.links.patientsOf(this.caller.subject()).collect(Collectors.toSet()));
		}

	}

}
