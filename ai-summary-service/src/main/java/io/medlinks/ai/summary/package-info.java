/**
 * Summaries for the doctor in which every sentence names its evidence.
 */
@NullMarked
package io.medlinks.ai.summary;

import org.jspecify.annotations.NullMarked;
