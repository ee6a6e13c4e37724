package io.medlinks.testing.identity;

import java.util.List;
import java.util.UUID;

/**
 * Someone who signs in.
 *
 * @param id the subject of their tokens
 * @param username the name they sign in with
 * @param name the name people call them
 * @param roles their roles in the realm
 */
public record Account(String id, String username, String name, List<String> roles) {

	/** The demo patient patient1. */
	public static final Account ANA = new Account("a1000000-0000-4000-8000-000000000001", "patient1", "Ana Reis",
			List.of("patient"));

	/** The demo patient patient2. */
	public static final Account TOM = new Account("a1000000-0000-4000-8000-000000000002", "patient2", "Tom Becker",
			List.of("patient"));

	/** The demo patient patient3. */
	public static final Account LEILA = new Account("a1000000-0000-4000-8000-000000000003", "patient3", "Leila Haddad",
			List.of("patient"));

	/** The demo doctor doctor1. */
	public static final Account MARTA = new Account("d1000000-0000-4000-8000-000000000001", "doctor1", "Dr Marta Silva",
			List.of("doctor"));

	/** The demo doctor doctor2. */
	public static final Account JONAS = new Account("d1000000-0000-4000-8000-000000000002", "doctor2", "Dr Jonas Weber",
			List.of("doctor"));

	/** The demo operator operator1. */
	public static final Account OLGA = new Account("0f000000-0000-4000-8000-000000000001", "operator1", "Olga Petrov",
			List.of("operator"));

	/** The service account that compares and repairs; it has no role. */
	public static final Account RECONCILE = new Account("5e000000-0000-4000-8000-000000000001",
			"service-account-medlinks-reconcile", "service-account-medlinks-reconcile", List.of());

	/**
	 * Returns a patient nobody has met yet.
	 */
	public static Account newPatient() {
		return newAccount("patient");
	}

	/**
	 * Returns a doctor nobody has met yet.
	 */
	public static Account newDoctor() {
		return newAccount("doctor");
	}

	/**
	 * Returns an operator nobody has met yet.
	 */
	public static Account newOperator() {
		return newAccount("operator");
	}

	/**
	 * Returns the same person with other roles.
	 */
	public Account withRoles(String... roles) {
		return new Account(this.id, this.username, this.name, List.of(roles));
	}

	private static Account newAccount(String role) {
		String id = UUID.randomUUID().toString();
		String mark = id.substring(0, 8);
		return new Account(id, role + "-" + mark, ("doctor".equals(role) ? "Dr " : "") + "Test " + mark, List.of(role));
	}

}
