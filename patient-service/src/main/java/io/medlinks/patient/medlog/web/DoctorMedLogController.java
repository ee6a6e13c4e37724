package io.medlinks.patient.medlog.web;

import io.medlinks.patient.medlog.MedLog;
import io.medlinks.patient.medlog.MedLogItem;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The med logs of the patients in a doctor's care.
 */
@RestController
@RequestMapping("/api/doctor/patients/{id}/med-log")
class DoctorMedLogController {

	private final MedLog medLog;

	DoctorMedLogController(MedLog medLog) {
		this.medLog = medLog;
	}

	@Operation(summary = "List what there is of a patient in my care in one time line, the newest first",
			description = "What an appointment with another doctor is for is not told.")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "med-log")
	Mono<Page<MedLogItem>> medLog(Caller caller, @PathVariable String id, PageRequest page) {
		return this.medLog.shownTo(caller.subject(), id, page);
	}

}
