/**
 * Patients and what they own: profile, diary, care team and who looked at their record.
 */
@NullMarked
package io.medlinks.patient;

import org.jspecify.annotations.NullMarked;
