/**
 * Interviews over HTTP.
 */
@NullMarked
package io.medlinks.ai.interview.web;

import org.jspecify.annotations.NullMarked;
