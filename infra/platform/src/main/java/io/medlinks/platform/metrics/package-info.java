/**
 * What is measured from time to time, never while somebody reads the figures.
 */
@NullMarked
package io.medlinks.platform.metrics;

import org.jspecify.annotations.NullMarked;
