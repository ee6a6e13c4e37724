package io.medlinks.doctor.dashboard;

import java.time.Instant;

/**
 * Who acknowledged what a row shows.
 *
 * @param doctorId the doctor
 * @param name the doctor's name
 * @param at when
 */
public record SeenBy(String doctorId, String name, Instant at) {
}
