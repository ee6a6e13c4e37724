/**
 * Mails over SMTP.
 */
@NullMarked
package io.medlinks.scheduling.messages.smtp;

import org.jspecify.annotations.NullMarked;
