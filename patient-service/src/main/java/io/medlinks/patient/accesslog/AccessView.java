package io.medlinks.patient.accesslog;

import java.time.Instant;

/**
 * An access as the patient sees it.
 *
 * @param id the access
 * @param at when
 * @param actorId who
 * @param actorName their name
 * @param actorRole the group in which they acted: patient, doctor or operator
 * @param resource which data, such as {@code diary}
 * @param action {@code read} or {@code write}
 * @param purpose what for, such as {@code care}
 */
public record AccessView(String id, Instant at, String actorId, String actorName, String actorRole, String resource,
		String action, String purpose) {

}
