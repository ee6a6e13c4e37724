package io.medlinks.gateway.apidocs.web;

import java.util.List;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Describes the one path of the gateway that no controller answers, but the filter that
 * leads to Keycloak.
 */
@Configuration(proxyBeanMethods = false)
class SignInDescription {

	@Bean
	OpenApiCustomizer describedSignIn() {
		return (api) -> api.path("/auth/login", new PathItem().get(signIn()));
	}

	private static Operation signIn() {
		return new Operation().operationId("signInBegin")
			.tags(List.of("Sign in"))
			.summary("Leads the browser to the sign-in page and from there back")
			.addParametersItem(new QueryParameter().name("returnTo")
				.required(false)
				.description("Where to go once signed in: a path of this origin; anything else means the start page.")
				.schema(new StringSchema()))
			.responses(new ApiResponses().addApiResponse("302", new ApiResponse().description("To the sign-in page.")
				.addHeaderObject("Location", new Header().schema(new StringSchema()))));
	}

}
