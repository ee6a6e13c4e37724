/**
 * The care team over HTTP, for the patient and for the doctor.
 */
@NullMarked
package io.medlinks.patient.careteam.web;

import org.jspecify.annotations.NullMarked;
