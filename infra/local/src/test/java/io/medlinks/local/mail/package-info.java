/**
 * Tests of the local mail server.
 */
@NullMarked
package io.medlinks.local.mail;

import org.jspecify.annotations.NullMarked;
