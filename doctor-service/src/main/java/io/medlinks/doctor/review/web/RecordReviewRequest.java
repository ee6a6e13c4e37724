package io.medlinks.doctor.review.web;

import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.review.Review;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor did about versions of entries.
 *
 * @param patientId the patient
 * @param kind what the doctor did; {@code acknowledge} is offered now
 * @param covers the versions, 500 at the most
 * @param reason why, 2,000 characters at the most; null where not told
 */
record RecordReviewRequest(
		@NotBlank(message = "is required") @Size(max = 100,
				message = "must have at most 100 characters") String patientId,
		@NotNull(message = "is required") @Pattern(regexp = Review.ACKNOWLEDGE,
				message = "must be 'acknowledge'; no other kind of review is offered yet") String kind,
		@NotEmpty(message = "must name at least one version of an entry") @Size(max = 500,
				message = "must be at most 500") List<@NotNull(
						message = "must name an entry and a version") @Valid CoveredVersion> covers,
		@Size(max = 2000, message = "must have at most 2,000 characters") @Nullable PatientText reason) {

	List<EntryVersion> versions() {
		return this.covers.stream().map((covered) -> new EntryVersion(covered.entryId, covered.version)).toList();
	}

	/**
	 * A version of an entry.
	 *
	 * @param entryId the entry
	 * @param version the version, from 1
	 */
	record CoveredVersion(
			@NotBlank(message = "is required") @Size(max = 100,
					message = "must have at most 100 characters") String entryId,
			@Min(value = 1, message = "must be 1 or more") long version) {
	}

}
