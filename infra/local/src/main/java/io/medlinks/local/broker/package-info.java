/**
 * The Kafka broker of the local stack and of test runs, in one JVM of its own.
 */
@NullMarked
package io.medlinks.local.broker;

import org.jspecify.annotations.NullMarked;
