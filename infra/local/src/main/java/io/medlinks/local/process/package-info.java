/**
 * Processes of one machine: free ports, recorded process ids, Java commands, readiness.
 */
@NullMarked
package io.medlinks.local.process;

import org.jspecify.annotations.NullMarked;
