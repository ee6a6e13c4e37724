/**
 * Who is calling, and what each controller method demands of them: role, standing and
 * relationship.
 */
@NullMarked
package io.medlinks.platform.security;

import org.jspecify.annotations.NullMarked;
