/**
 * Chats over HTTP.
 */
@NullMarked
package io.medlinks.ai.chat.web;

import org.jspecify.annotations.NullMarked;
