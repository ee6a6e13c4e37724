/**
 * Bugs planted on purpose.
 */
@NullMarked
package io.medlinks.drill.bugs;

import org.jspecify.annotations.NullMarked;
