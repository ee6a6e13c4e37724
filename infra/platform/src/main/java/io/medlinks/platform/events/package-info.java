/**
 * Facts as CloudEvents: the embedded outbox, its relay, and the key-ordered listener
 * edge.
 */
@NullMarked
package io.medlinks.platform.events;

import org.jspecify.annotations.NullMarked;
