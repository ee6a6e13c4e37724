/**
 * Who read or changed whose data.
 */
@NullMarked
package io.medlinks.platform.access;

import org.jspecify.annotations.NullMarked;
