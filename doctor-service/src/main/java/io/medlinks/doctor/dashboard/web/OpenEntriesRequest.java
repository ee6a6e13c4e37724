package io.medlinks.doctor.dashboard.web;

import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a doctor opened.
 *
 * @param opened versions of entries, 500 at the most
 */
record OpenEntriesRequest(@NotEmpty(message = "must name at least one version of an entry") @Size(max = 500,
		message = "must be at most 500") List<@NotNull(
				message = "must name an entry and a version") @Valid OpenedVersion> opened) {

	List<EntryVersion> versions() {
		return this.opened.stream().map((one) -> new EntryVersion(one.entryId, one.version)).distinct().toList();
	}

	/**
	 * A version of an entry.
	 *
	 * @param entryId the entry
	 * @param version the version, from 1
	 */
	record OpenedVersion(
			@NotBlank(message = "is required") @Size(max = 100,
					message = "must have at most 100 characters") String entryId,
			@Min(value = 1, message = "must be 1 or more") long version) {
	}

}
