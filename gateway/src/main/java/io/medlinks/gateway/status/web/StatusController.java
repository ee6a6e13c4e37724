package io.medlinks.gateway.status.web;

import java.util.List;

import io.medlinks.gateway.status.StatusProperties;
import io.medlinks.gateway.status.SystemStatus;
import io.medlinks.gateway.status.SystemStatus.PartStatus;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Tells everybody which parts work.
 */
@RestController
class StatusController {

	private final SystemStatus status;

	private final StatusProperties properties;

	StatusController(SystemStatus status, StatusProperties properties) {
		this.status = status;
		this.properties = properties;
	}

	@GetMapping("/api/public/status")
	@Operation(summary = "Which parts of the system work, in words")
	Mono<StatusResponse> read() {
		return this.status.parts()
			.map((parts) -> new StatusResponse(parts.stream().allMatch(PartStatus::up) ? "up" : "degraded",
					this.properties.emergencyNumber(), parts));
	}

	record StatusResponse(String status, String emergencyNumber, List<PartStatus> parts) {

	}

}
