/**
 * Invitations over HTTP, for the doctor and for the patient.
 */
@NullMarked
package io.medlinks.patient.invitation.web;

import org.jspecify.annotations.NullMarked;
