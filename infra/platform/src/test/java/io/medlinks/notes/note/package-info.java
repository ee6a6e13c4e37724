/**
 * Notes that patients keep and their doctors watch.
 */
@NullMarked
package io.medlinks.notes.note;

import org.jspecify.annotations.NullMarked;
