/**
 * Assessments and reviews as they arrive.
 */
@NullMarked
package io.medlinks.scheduling.urgency.messaging;

import org.jspecify.annotations.NullMarked;
