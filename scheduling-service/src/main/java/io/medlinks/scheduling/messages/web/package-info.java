/**
 * Messages over HTTP, for operators.
 */
@NullMarked
package io.medlinks.scheduling.messages.web;

import org.jspecify.annotations.NullMarked;
