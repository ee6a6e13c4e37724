/**
 * Tests of the embedded MongoDB-compatible server.
 */
@NullMarked
package io.medlinks.local.database;

import org.jspecify.annotations.NullMarked;
