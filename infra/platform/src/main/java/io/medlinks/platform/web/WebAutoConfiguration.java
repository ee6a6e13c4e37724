package io.medlinks.platform.web;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.version.ExpectedVersion;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;

/**
 * Binds what controller methods ask for by type: the caller, the idempotency key, the
 * expected version and the page; and documents them.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
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

	/** A time keeps the offset that it was sent with, and 1.5 is no whole number. */
	@Bean
	JsonMapperBuilderCustomizer asItWasSent() {
		return (json) -> json.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OperationCustomizer.class)
	static class DocumentationConfiguration {

		static {
			SpringDocUtils.getConfig()
				.addRequestWrapperToIgnore(Caller.class, IdempotencyKey.class, ExpectedVersion.class,
						PageRequest.class);
		}

		@Bean
		OperationCustomizer documentedArguments() {
			return (operation, handler) -> {
				for (MethodParameter parameter : handler.getMethodParameters()) {
					Class<?> type = parameter.getParameterType();
					if (type == IdempotencyKey.class) {
						operation.addParametersItem(header("Idempotency-Key",
								"Makes a repeated request the same request: same key, same answer."));
					}
					else if (type == ExpectedVersion.class) {
						operation.addParametersItem(header("If-Match", "The ETag of the version that was read."));
					}
					else if (type == PageRequest.class) {
						operation.addParametersItem(query("cursor", "'nextCursor' of the page before."));
						operation.addParametersItem(query("limit", "How many items, 1 to 100; 20 unless told."));
					}
				}
				return operation;
			};
		}

		private static Parameter header(String name, String description) {
			return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
		}

		private static Parameter query(String name, String description) {
			return new Parameter().in("query").name(name).description(description).schema(new StringSchema());
		}

	}

}
