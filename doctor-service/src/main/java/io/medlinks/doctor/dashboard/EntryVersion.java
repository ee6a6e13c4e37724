package io.medlinks.doctor.dashboard;

/**
 * One version of a diary entry.
 *
 * @param entryId the entry
 * @param version the version, from 1
 */
public record EntryVersion(String entryId, long version) {
}
