/**
 * Work that may be slow or fail, kept in the database until it is done.
 */
@NullMarked
package io.medlinks.ai.work;

import org.jspecify.annotations.NullMarked;
