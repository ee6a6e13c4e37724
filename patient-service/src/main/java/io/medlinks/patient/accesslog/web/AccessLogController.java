package io.medlinks.patient.accesslog.web;

import io.medlinks.patient.accesslog.AccessLog;
import io.medlinks.patient.accesslog.AccessView;
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
 * Who looked at or changed the patient's own record.
 */
@RestController
@RequestMapping("/api/patient/access-log")
class AccessLogController {

	private final AccessLog log;

	AccessLogController(AccessLog log) {
		this.log = log;
	}

	@Operation(summary = "List who looked at or changed my record, the newest first")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "access-log")
	Mono<Page<AccessView>> accesses(Caller caller, PageRequest page) {
		return this.log.of(caller.subject(), page);
	}

}
