package io.medlinks.scheduling.visitrequest.web;

import io.medlinks.platform.paging.Page;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.visitrequest.VisitRequestView;
import io.medlinks.scheduling.visitrequest.VisitRequests;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * What the patient's doctors asked to be booked.
 */
@RestController
@RequestMapping("/api/patient/visit-requests")
class PatientVisitRequestController {

	private final VisitRequests requests;

	PatientVisitRequestController(VisitRequests requests) {
		this.requests = requests;
	}

	@Operation(summary = "List the visits that my doctors asked me to book and that are not booked yet",
			description = "The most pressing first; a request is gone once such a visit is booked, and 30 days after "
					+ "its time has passed.")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<Page<VisitRequestView>> open(Caller caller) {
		return this.requests.openOf(caller.subject()).map(Page::whole);
	}

}
