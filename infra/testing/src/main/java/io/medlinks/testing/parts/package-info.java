/**
 * The real parts that integration tests run on: database, broker and Keycloak.
 */
@NullMarked
package io.medlinks.testing.parts;

import org.jspecify.annotations.NullMarked;
