/**
 * Tests of the engine against a stand-in of the endpoint.
 */
@NullMarked
package io.medlinks.ai.summary.openai;

import org.jspecify.annotations.NullMarked;
