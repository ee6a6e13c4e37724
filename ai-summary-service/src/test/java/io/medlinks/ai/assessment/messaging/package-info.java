/**
 * Tests of what is read of other services.
 */
@NullMarked
package io.medlinks.ai.assessment.messaging;

import org.jspecify.annotations.NullMarked;
