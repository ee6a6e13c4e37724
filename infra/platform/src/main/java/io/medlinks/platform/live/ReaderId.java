package io.medlinks.platform.live;

/**
 * Somebody who watches a live view.
 *
 * @param value the group and the subject, such as {@code doctor:4711}
 */
public record ReaderId(String value) {

	/**
	 * A patient watching their own record.
	 * @param patientId the patient
	 */
	public static ReaderId patient(String patientId) {
		return new ReaderId("patient:" + patientId);
	}

	/**
	 * A doctor watching their dashboard.
	 * @param doctorId the doctor
	 */
	public static ReaderId doctor(String doctorId) {
		return new ReaderId("doctor:" + doctorId);
	}

}
