/**
 * Versioned upserts of what other services said.
 */
@NullMarked
package io.medlinks.platform.projection;

import org.jspecify.annotations.NullMarked;
