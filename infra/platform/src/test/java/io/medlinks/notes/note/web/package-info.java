/**
 * Notes over HTTP.
 */
@NullMarked
package io.medlinks.notes.note.web;

import org.jspecify.annotations.NullMarked;
