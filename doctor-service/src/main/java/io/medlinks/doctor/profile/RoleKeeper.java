package io.medlinks.doctor.profile;

import reactor.core.publisher.Mono;

/**
 * Gives accounts the role of doctors and takes it away.
 */
public interface RoleKeeper {

	/** Whether roles can be given at all. */
	boolean isAvailable();

	/**
	 * Gives the role or takes it away; done already, nothing changes.
	 * @param accountId the account
	 * @param doctor whether it is to have the role
	 */
	Mono<Void> set(String accountId, boolean doctor);

}
