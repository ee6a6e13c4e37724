/**
 * A mail server for one machine, which delivers nothing and shows what it was given.
 */
@NullMarked
package io.medlinks.local.mail;

import org.jspecify.annotations.NullMarked;
