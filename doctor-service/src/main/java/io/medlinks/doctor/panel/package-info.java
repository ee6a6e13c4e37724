/**
 * The patients in a doctor's care.
 */
@NullMarked
package io.medlinks.doctor.panel;

import org.jspecify.annotations.NullMarked;
