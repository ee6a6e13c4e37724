/**
 * What other services publish about the diary can be read.
 */
@NullMarked
package io.medlinks.patient.diary.messaging;

import org.jspecify.annotations.NullMarked;
