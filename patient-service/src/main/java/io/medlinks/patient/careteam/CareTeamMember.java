package io.medlinks.patient.careteam;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A doctor whom the patient lets in, or did.
 *
 * @param doctorId the doctor
 * @param name the doctor's name; null while it is not known here yet
 * @param specialty the doctor's specialty; null while it is not known here yet
 * @param since when the doctor was let in last
 * @param active whether the doctor may see the record now
 */
public record CareTeamMember(String doctorId, @Nullable String name, @Nullable String specialty, Instant since,
		boolean active) {

	static CareTeamMember of(CareTeamLink link, @Nullable Doctor doctor) {
		return new CareTeamMember(link.doctorId(), (doctor != null) ? doctor.name() : null,
				(doctor != null) ? doctor.specialty() : null, link.since(), link.active());
	}

}
