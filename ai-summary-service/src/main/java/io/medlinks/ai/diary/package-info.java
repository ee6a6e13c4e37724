/**
 * The diary entries as the patients' service published them.
 */
@NullMarked
package io.medlinks.ai.diary;

import org.jspecify.annotations.NullMarked;
