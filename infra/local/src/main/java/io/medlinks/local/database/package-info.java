/**
 * The MongoDB-compatible server of the local stack: one process, one file, real indexes.
 */
@NullMarked
package io.medlinks.local.database;

import org.jspecify.annotations.NullMarked;
