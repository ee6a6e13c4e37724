/**
 * Tests of the knowledge base.
 */
@NullMarked
package io.medlinks.ai.knowledge;

import org.jspecify.annotations.NullMarked;
