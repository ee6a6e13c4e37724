/**
 * Patients' questions about their own symptoms, answered from the knowledge base and
 * their own entries only.
 */
@NullMarked
package io.medlinks.ai.chat;

import org.jspecify.annotations.NullMarked;
