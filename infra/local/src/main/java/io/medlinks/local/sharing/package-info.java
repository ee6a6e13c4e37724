/**
 * Embedded parts that all JVMs of one build share and that end with that build.
 */
@NullMarked
package io.medlinks.local.sharing;

import org.jspecify.annotations.NullMarked;
