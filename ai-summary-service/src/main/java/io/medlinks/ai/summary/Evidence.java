package io.medlinks.ai.summary;

/**
 * What a sentence rests on.
 *
 * @param entryId an entry
 * @param version the version that was read
 */
public record Evidence(String entryId, long version) {

}
