/**
 * The med log: entries, consultations and appointments of a patient in one time line.
 */
@NullMarked
package io.medlinks.patient.medlog;

import org.jspecify.annotations.NullMarked;
