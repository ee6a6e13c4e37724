/**
 * What other services found out about diary entries.
 */
@NullMarked
package io.medlinks.patient.diary.messaging;

import org.jspecify.annotations.NullMarked;
