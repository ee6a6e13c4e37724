/**
 * Doctors and what they work with: profiles, panel, reviews and the live dashboard.
 */
@NullMarked
package io.medlinks.doctor;

import org.jspecify.annotations.NullMarked;
