/**
 * Doctors' role in Keycloak.
 */
@NullMarked
package io.medlinks.doctor.profile.keycloak;

import org.jspecify.annotations.NullMarked;
