/**
 * What is known of the patients, as the patients' service published it.
 */
@NullMarked
package io.medlinks.ai.profile;

import org.jspecify.annotations.NullMarked;
