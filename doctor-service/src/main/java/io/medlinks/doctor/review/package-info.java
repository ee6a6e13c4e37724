/**
 * What doctors did about entries.
 */
@NullMarked
package io.medlinks.doctor.review;

import org.jspecify.annotations.NullMarked;
