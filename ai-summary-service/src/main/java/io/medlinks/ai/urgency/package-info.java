/**
 * How urgent an entry is, by one versioned and sourced rule file that runs here and in
 * the browser.
 */
@NullMarked
package io.medlinks.ai.urgency;

import org.jspecify.annotations.NullMarked;
