/**
 * How urgent each version of each entry is; kept, and published for all others.
 */
@NullMarked
package io.medlinks.ai.assessment;

import org.jspecify.annotations.NullMarked;
