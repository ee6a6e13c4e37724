/**
 * Entity tags and If-Match: an update names the version it was made against.
 */
@NullMarked
package io.medlinks.platform.version;

import org.jspecify.annotations.NullMarked;
