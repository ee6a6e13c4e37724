/**
 * Notes as they arrive.
 */
@NullMarked
package io.medlinks.notes.copy.messaging;

import org.jspecify.annotations.NullMarked;
