/**
 * How values are stored, the same in every service.
 */
@NullMarked
package io.medlinks.platform.mongo;

import org.jspecify.annotations.NullMarked;
