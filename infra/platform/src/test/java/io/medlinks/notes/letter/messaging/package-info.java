/**
 * Letters as they arrive.
 */
@NullMarked
package io.medlinks.notes.letter.messaging;

import org.jspecify.annotations.NullMarked;
