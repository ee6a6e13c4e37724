/**
 * Summaries over HTTP.
 */
@NullMarked
package io.medlinks.ai.summary.web;

import org.jspecify.annotations.NullMarked;
