package io.medlinks.patient.invitation;

import java.time.Duration;

import reactor.core.publisher.Mono;

/**
 * The accounts that patients sign in with.
 */
public interface PatientAccounts {

	/** Whether accounts can be made at all. */
	boolean isAvailable();

	/**
	 * Finds the account of an address and makes one where there is none. Repeated under
	 * the same name, it finds what it made.
	 * @param wanted the account to be
	 * @return the account; empty where the address belongs to somebody who is no patient
	 * or has not shown that it is theirs
	 */
	Mono<PatientAccount> findOrMake(WantedAccount wanted);

	/**
	 * Mails the link with which its owner verifies the address and sets a password.
	 * @param patientId the account
	 * @param goodFor how long the link can be used, once
	 */
	Mono<Void> mailLink(String patientId, Duration goodFor);

	/**
	 * An account to be.
	 *
	 * @param username the name that only this attempt uses
	 * @param email where mail reaches its owner
	 * @param firstName the owner's first names
	 * @param lastName the owner's last name; empty for none
	 * @param language the BCP 47 tag of the language that they read
	 */
	record WantedAccount(String username, String email, String firstName, String lastName, String language) {

		@Override
		public String toString() {
			return "WantedAccount[" + this.username + "]";
		}

	}

	/**
	 * A patient's account.
	 *
	 * @param id the account's subject
	 * @param made whether it was made under the wanted name, now or before
	 * @param used whether its owner has been there: only then needs it no link
	 */
	record PatientAccount(String id, boolean made, boolean used) {

	}

}
