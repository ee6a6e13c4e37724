package io.medlinks.patient.careteam;

/**
 * An approved doctor as patients see them.
 *
 * @param id the doctor
 * @param name the doctor's name with title
 * @param specialty what the doctor is specialised in
 */
public record DoctorView(String id, String name, String specialty) {

}
