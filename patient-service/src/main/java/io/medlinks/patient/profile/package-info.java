/**
 * Who the patient is and how to reach them.
 */
@NullMarked
package io.medlinks.patient.profile;

import org.jspecify.annotations.NullMarked;
