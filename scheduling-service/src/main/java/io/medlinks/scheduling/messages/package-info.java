/**
 * Mails about appointments: what was told to whom, and what could not be.
 */
@NullMarked
package io.medlinks.scheduling.messages;

import org.jspecify.annotations.NullMarked;
