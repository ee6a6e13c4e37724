/**
 * Lists by cursor.
 */
@NullMarked
package io.medlinks.platform.paging;

import org.jspecify.annotations.NullMarked;
