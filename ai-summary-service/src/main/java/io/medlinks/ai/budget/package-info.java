/**
 * What models may cost, counted for all instances together.
 */
@NullMarked
package io.medlinks.ai.budget;

import org.jspecify.annotations.NullMarked;
