package io.medlinks.platform.security;

import reactor.core.publisher.Mono;

/**
 * Which doctor treats which patient, as far as this service knows.
 */
public interface CareRelationships {

	/**
	 * Whether there is a live care-team link.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 */
	Mono<Boolean> isInCare(String doctorId, String patientId);

}
