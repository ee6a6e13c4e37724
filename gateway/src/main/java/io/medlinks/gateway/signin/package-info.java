/**
 * Signing in with Keycloak: authorization code with PKCE, state kept in the database.
 */
@NullMarked
package io.medlinks.gateway.signin;

import org.jspecify.annotations.NullMarked;
