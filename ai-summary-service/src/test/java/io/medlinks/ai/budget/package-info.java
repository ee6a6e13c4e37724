/**
 * Tests of what models may cost.
 */
@NullMarked
package io.medlinks.ai.budget;

import org.jspecify.annotations.NullMarked;
