/**
 * Tests of the local Keycloak.
 */
@NullMarked
package io.medlinks.local.identity;

import org.jspecify.annotations.NullMarked;
