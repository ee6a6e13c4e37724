package io.medlinks.patient.careteam;

import reactor.core.publisher.Mono;

/**
 * Is told when other doctors than before can see a patient's record.
 */
@FunctionalInterface
public interface CareTeamListener {

	/**
	 * The change is written already.
	 * @param patientId whose care team changed
	 */
	Mono<Void> onCareTeamChanged(String patientId);

}
