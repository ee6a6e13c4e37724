package io.medlinks.testing.parts;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Points the contexts of {@link MedLinksIT} classes to the parts of tests.
 */
final class PartsCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		MedLinksIT annotation = AnnotatedElementUtils.findMergedAnnotation(testClass, MedLinksIT.class);
		return (annotation != null) ? new PartsCustomizer(annotation.keycloak()) : null;
	}

}
