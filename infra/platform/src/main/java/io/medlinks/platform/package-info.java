/**
 * The technical library of the services; it knows no clinical type.
 */
@NullMarked
package io.medlinks.platform;

import org.jspecify.annotations.NullMarked;
