package io.medlinks.platform.security;

import reactor.core.publisher.Mono;

/**
 * Which doctors an operator has approved, as far as this service knows, whatever an old
 * token says.
 */
public interface DoctorStanding {

	/**
	 * Whether the doctor is approved now.
	 * @param doctorId the doctor
	 */
	Mono<Boolean> isApproved(String doctorId);

}
