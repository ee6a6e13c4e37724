/**
 * Who looked at or changed a patient's record, for the patient to see.
 */
@NullMarked
package io.medlinks.patient.accesslog;

import org.jspecify.annotations.NullMarked;
