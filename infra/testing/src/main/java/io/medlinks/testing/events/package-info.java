/**
 * Events of tests: their contracts, what other services say, and what the service under
 * test has published.
 */
@NullMarked
package io.medlinks.testing.events;

import org.jspecify.annotations.NullMarked;
