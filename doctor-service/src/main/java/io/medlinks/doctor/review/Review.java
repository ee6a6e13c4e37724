package io.medlinks.doctor.review;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a doctor did about versions of entries; it never changes.
 *
 * @param id the review
 * @param patientId the patient
 * @param doctorId the doctor
 * @param doctorName the doctor's name then
 * @param kind what the doctor did
 * @param covers the versions
 * @param reason why, in words that are as private as the patient's
 * @param at when
 * @param fingerprint tells a repetition from another request
 */
@Document("reviews")
public record Review(@Id String id, String patientId, String doctorId, String doctorName, String kind,
		List<EntryVersion> covers, @Nullable PatientText reason, Instant at, String fingerprint) {

	/** The kind that acknowledges. */
	public static final String ACKNOWLEDGE = "acknowledge";

	static final long VERSION = 1;

	Fact.Acknowledgement acknowledgement() {
		return new Fact.Acknowledgement(this.id, VERSION, this.patientId, this.doctorId, this.doctorName, this.at,
				this.covers);
	}

}
