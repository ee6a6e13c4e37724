package io.medlinks.local.identity;

import java.util.Map;

/**
 * The secrets of the realm's confidential clients.
 *
 * @param web the gateway's
 * @param reconcile that of <code>./medlinks reconcile</code>
 * @param patientService the one with which patient-service makes accounts
 * @param doctorService the one with which doctor-service gives the role of doctors
 */
public record RealmSecrets(String web, String reconcile, String patientService, String doctorService) {

	/** The secrets of the local stack and of tests, known to everybody. */
	public static final RealmSecrets LOCAL = new RealmSecrets("medlinks-local-secret",
			"medlinks-local-reconcile-secret", "medlinks-local-patient-secret", "medlinks-local-doctor-secret");

	private static final String WEB = "MEDLINKS_OIDC_CLIENT_SECRET";

	private static final String RECONCILE = "MEDLINKS_RECONCILE_CLIENT_SECRET";

	private static final String PATIENT_SERVICE = "MEDLINKS_PATIENT_CLIENT_SECRET";

	private static final String DOCTOR_SERVICE = "MEDLINKS_DOCTOR_CLIENT_SECRET";

	/**
	 * Reads the secrets; those that are not told are the local stack's.
	 * @param environment the environment variables
	 */
	public static RealmSecrets of(Map<String, String> environment) {
		return new RealmSecrets(environment.getOrDefault(WEB, LOCAL.web),
				environment.getOrDefault(RECONCILE, LOCAL.reconcile),
				environment.getOrDefault(PATIENT_SERVICE, LOCAL.patientService),
				environment.getOrDefault(DOCTOR_SERVICE, LOCAL.doctorService));
	}

	/** What the realm file takes from the environment. */
	Map<String, String> environment() {
		return Map.of(WEB, this.web, RECONCILE, this.reconcile, PATIENT_SERVICE, this.patientService, DOCTOR_SERVICE,
				this.doctorService);
	}

	/** What the services take from the environment to call the realm's admin API. */
	public Map<String, String> ofServices() {
		return Map.of(PATIENT_SERVICE, this.patientService, DOCTOR_SERVICE, this.doctorService);
	}

	@Override
	public String toString() {
		return "RealmSecrets";
	}

}
