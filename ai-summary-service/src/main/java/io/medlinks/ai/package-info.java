/**
 * Urgency rules and grounded summaries of what patients wrote.
 */
@NullMarked
package io.medlinks.ai;

import org.jspecify.annotations.NullMarked;
