/**
 * What ai-summary-service published about summaries.
 */
@NullMarked
package io.medlinks.patient.summary.messaging;

import org.jspecify.annotations.NullMarked;
