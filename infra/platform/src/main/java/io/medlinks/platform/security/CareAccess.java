package io.medlinks.platform.security;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.problem.Problem;
import reactor.core.publisher.Mono;

/**
 * The one gate between a doctor and a patient's data: standing, then relationship, then
 * the access record, and only then the data.
 */
public final class CareAccess {

	private final DoctorStanding standing;

	private final CareRelationships relationships;

	private final AccessRecords records;

	/**
	 * A gate.
	 * @param standing who is approved
	 * @param relationships who treats whom
	 * @param records where accesses are kept
	 */
	public CareAccess(DoctorStanding standing, CareRelationships relationships, AccessRecords records) {
		this.standing = standing;
		this.relationships = relationships;
		this.records = records;
	}

	/**
	 * Completes where the doctor is approved.
	 * @param caller the doctor
	 * @return an error 403 otherwise
	 */
	public Mono<Void> requireApproved(Caller caller) {
		return this.standing.isApproved(caller.subject())
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono.error(() -> Problem
				.forbidden("Your registration has not been approved yet, or the approval was withdrawn. "
						+ "Ask the operator of your practice.")))
			.then();
	}

	/**
	 * Completes where the approved doctor treats the patient, after the access is
	 * recorded.
	 * @param caller the doctor
	 * @param patientId the patient, existing or not
	 * @param resource what is read or changed
	 * @param action reading or changing
	 * @return an error 403 otherwise, the same for a patient that does not exist
	 */
	public Mono<Void> require(Caller caller, String patientId, String resource, Action action) {
		return requireApproved(caller).then(Mono.defer(() -> this.relationships.isInCare(caller.subject(), patientId)))
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono
				.error(() -> Problem.forbidden("This patient is not in your care. The patient may have ended it, "
						+ "and can add you under 'My doctors'.")))
			.then(Mono.defer(() -> this.records.record(caller, patientId, resource, action)));
	}

}
