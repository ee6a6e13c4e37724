/**
 * Records that a group could not take: operators see that there are some, never what they
 * say, and have them taken again.
 */
@NullMarked
package io.medlinks.platform.deadletters;

import org.jspecify.annotations.NullMarked;
