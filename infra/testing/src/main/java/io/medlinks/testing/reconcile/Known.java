package io.medlinks.testing.reconcile;

/**
 * What one side knows of an aggregate.
 *
 * @param version the aggregate's version
 * @param hash the hash of the body; empty where none is kept
 */
public record Known(long version, String hash) {

}
