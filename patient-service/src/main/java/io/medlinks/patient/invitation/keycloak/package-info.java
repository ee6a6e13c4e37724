/**
 * Patients' accounts in Keycloak.
 */
@NullMarked
package io.medlinks.patient.invitation.keycloak;

import org.jspecify.annotations.NullMarked;
