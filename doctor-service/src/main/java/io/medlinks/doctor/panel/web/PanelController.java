package io.medlinks.doctor.panel.web;

import io.medlinks.doctor.panel.Panel;
import io.medlinks.doctor.panel.PanelItem;
import io.medlinks.doctor.panel.PanelPatient;
import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The doctor's patients.
 */
@RestController
@RequestMapping("/api/doctor/patients")
class PanelController {

	private final Panel panel;

	private final AccessRecords records;

	PanelController(Panel panel, AccessRecords records) {
		this.panel = panel;
		this.records = records;
	}

	@Operation(summary = "List my patients by name")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = "panel")
	Mono<Page<PanelItem>> patients(Caller caller,
			@Parameter(description = "The beginning of a word of the name, without regard to case and accents; "
					+ "100 characters at the most.") @RequestParam(required = false) @Nullable String q,
			PageRequest page) {
		return this.panel.patients(caller.subject(), q, page)
			.flatMap((found) -> this.records
				.record(caller, found.items().stream().map(PanelItem::patientId).toList(), "panel", Action.READ)
				.thenReturn(found));
	}

	@Operation(summary = "Read who a patient in my care is and how they are")
	@GetMapping("/{id}")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "profile")
	Mono<PanelPatient> patient(Caller caller, @PathVariable String id) {
		return this.panel.patient(caller.subject(), id);
	}

}
