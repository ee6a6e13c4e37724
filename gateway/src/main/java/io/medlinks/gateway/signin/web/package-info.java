/**
 * Sign-in's steps as Spring Security's filters call them.
 */
@NullMarked
package io.medlinks.gateway.signin.web;

import org.jspecify.annotations.NullMarked;
