/**
 * Whom doctors invite to MedLinks, and what becomes of it.
 */
@NullMarked
package io.medlinks.patient.invitation;

import org.jspecify.annotations.NullMarked;
