/**
 * Which doctors a patient lets in, since when, and until when.
 */
@NullMarked
package io.medlinks.patient.careteam;

import org.jspecify.annotations.NullMarked;
