/**
 * The Keycloak of the local stack and of test runs: built once, realm imported, started
 * as a process.
 */
@NullMarked
package io.medlinks.local.identity;

import org.jspecify.annotations.NullMarked;
