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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The patient's own med log.
 */
@RestController
@RequestMapping("/api/patient/med-log")
class PatientMedLogController {

	private final MedLog medLog;

	PatientMedLogController(MedLog medLog) {
		this.medLog = medLog;
	}

	@Operation(summary = "List my entries, consultations and appointments in one time line, the newest first")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "med-log")
	Mono<Page<MedLogItem>> medLog(Caller caller, PageRequest page) {
		return this.medLog.of(caller.subject(), page);
	}

}
