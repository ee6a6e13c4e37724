/**
 * Listens to the diary and the profiles.
 */
@NullMarked
package io.medlinks.ai.assessment.messaging;

import org.jspecify.annotations.NullMarked;
