/**
 * The diary over HTTP, for the patient and for the doctors in the care team.
 */
@NullMarked
package io.medlinks.patient.diary.web;

import org.jspecify.annotations.NullMarked;
