/**
 * Accounts and access tokens of tests, as Keycloak would issue them and as it never
 * would.
 */
@NullMarked
package io.medlinks.testing.identity;

import org.jspecify.annotations.NullMarked;
