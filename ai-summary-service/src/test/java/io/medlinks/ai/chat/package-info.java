/**
 * Tests of the chat.
 */
@NullMarked
package io.medlinks.ai.chat;

import org.jspecify.annotations.NullMarked;
