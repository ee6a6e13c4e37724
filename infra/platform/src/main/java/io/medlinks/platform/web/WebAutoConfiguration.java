package io.medlinks.platform.web;

import io.medlinks.platform.text.PatientText;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.module.SimpleModule;

/**
 * Binds what controller methods ask for by type: the caller, the idempotency key, the
 * expected version and the page; and documents them.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import(ApiDescriptionConfiguration.class)
public class WebAutoConfiguration {

	@Bean
	WebFluxConfigurer medlinksArguments() {
		return new WebFluxConfigurer() {

			@Override
			public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
				configurer.addCustomResolver(new CallerArgument(), new IdempotencyKeyArgument(),
						new ExpectedVersionArgument(), new PageRequestArgument());
			}

		};
	}

	/**
	 * A time keeps the offset that it was sent with, 1.5 is no whole number and 12 no
	 * text.
	 */
	@Bean
	JsonMapperBuilderCustomizer asItWasSent() {
		return (json) -> json.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.addModule(new SimpleModule("text").addDeserializer(String.class, TextDeserializer.INSTANCE)
				.addDeserializer(PatientText.class, TextDeserializer.ofPatients()));
	}

}
