package io.medlinks.ai.work;

import reactor.core.publisher.Mono;

/**
 * What is to be done for a patient. It may be done twice and must then change nothing.
 */
@FunctionalInterface
public interface Work {

	/**
	 * Does it.
	 * @param patientId the patient
	 * @return completes when it is done; an error has it tried again later
	 */
	Mono<Void> perform(String patientId);

}
