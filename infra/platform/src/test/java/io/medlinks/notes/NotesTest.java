package io.medlinks.notes;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.medlinks.testing.parts.MedLinksIT;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the notes against the real parts, with a {@link Practice}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MedLinksIT
@ContextConfiguration(classes = NotesApplication.class)
@Import(Practice.class)
public @interface NotesTest {

}
