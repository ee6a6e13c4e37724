/**
 * Tests of answers by a model, against a stand-in of the endpoint.
 */
@NullMarked
package io.medlinks.ai.chat.openai;

import org.jspecify.annotations.NullMarked;
