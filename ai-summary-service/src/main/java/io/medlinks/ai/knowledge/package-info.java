/**
 * Short reviewed articles on everyday complaints, and how what somebody asks is found in
 * them.
 */
@NullMarked
package io.medlinks.ai.knowledge;

import org.jspecify.annotations.NullMarked;
