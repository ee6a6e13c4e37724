package io.medlinks.doctor.panel;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The patients in a doctor's care.
 */
@Component
public class Panel {

	private final Dashboard dashboard;

	Panel(Dashboard dashboard) {
		this.dashboard = dashboard;
	}

	/**
	 * A doctor's patients by name.
	 * @param doctorId the doctor
	 * @param search the beginning of a word of the name; null for all
	 * @param page which page
	 */
	public Mono<Page<PanelItem>> patients(String doctorId, @Nullable String search, PageRequest page) {
		return this.dashboard.byName(doctorId, search, page).map((items) -> items.map(PanelItem::of));
	}

	/**
	 * One of them.
	 * @param doctorId the doctor
	 * @param patientId a patient in the doctor's care
	 */
	public Mono<PanelPatient> patient(String doctorId, String patientId) {
		return this.dashboard.item(doctorId, patientId)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("This patient has only just been added, or has just ended it. Try again in a moment.")))
			.flatMap((status) -> this.dashboard.patient(patientId)
				.map((patient) -> PanelPatient.of(patient, status))
				.defaultIfEmpty(PanelPatient.withoutProfile(status)));
	}

}
