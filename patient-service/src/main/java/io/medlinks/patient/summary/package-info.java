/**
 * How far the patient's summary is, as another service wrote it.
 */
@NullMarked
package io.medlinks.patient.summary;

import org.jspecify.annotations.NullMarked;
