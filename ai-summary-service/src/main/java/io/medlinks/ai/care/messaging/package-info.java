/**
 * Listens to care-team links and doctor profiles.
 */
@NullMarked
package io.medlinks.ai.care.messaging;

import org.jspecify.annotations.NullMarked;
