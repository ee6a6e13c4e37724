/**
 * What patients write about how they feel, every version kept.
 */
@NullMarked
package io.medlinks.patient.diary;

import org.jspecify.annotations.NullMarked;
