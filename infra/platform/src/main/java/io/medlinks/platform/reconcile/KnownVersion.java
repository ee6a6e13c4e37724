package io.medlinks.platform.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What one side knows of an aggregate.
 *
 * @param id the aggregate's id
 * @param version the version that is known
 * @param hash the hash of the body with this state; null where a projection was written
 * before it kept hashes
 */
public record KnownVersion(String id, long version, @Nullable String hash) {

}
