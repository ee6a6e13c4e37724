package io.medlinks.platform.web;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.text.Reason;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes each service's API: what all methods have in common is said here once, so
 * that a controller says only what is its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(OperationCustomizer.class)
class ApiDescriptionConfiguration {

	private static final String PROBLEM = "Problem";

	private static final String BEARER = "bearer";

	static {
		SpringDocUtils.getConfig()
			.addRequestWrapperToIgnore(Caller.class, IdempotencyKey.class, ExpectedVersion.class, PageRequest.class,
					Reason.class);
	}

	@Bean
	ModelConverter describedRecords() {
		return new DescribedRecords();
	}

	@Bean
	OperationCustomizer describedOperations() {
		return (operation, handler) -> {
			String group = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
			String method = handler.getMethod().getName();
			operation.setOperationId(startingSmall(group) + startingLarge(method));
			operation.setTags(List.of(inWords(group)));
			describeArguments(operation, handler);
			Policy policy = handler.getMethodAnnotation(Policy.class);
			if (policy != null) {
				if (policy.role() == Role.SERVICE) {
					operation.setTags(List.of("Internal"));
				}
				operation.addExtension("x-policy", described(policy));
				operation.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
				describeProblems(operation, handler);
			}
			return operation;
		};
	}

	@Bean
	OpenApiCustomizer describedService(@Value("${spring.application.name}") String application) {
		return (api) -> {
			api.info(new Info().title(application).version("1"));
			api.getComponents()
				.addSecuritySchemes(BEARER,
						new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER).bearerFormat("JWT"));
			describeProblem(api);
			DescribedRecords.requireWhatIsAlwaysSent(api);
		};
	}

	/** Who may call it, so that what is promised can be compared with what is done. */
	private static Map<String, Object> described(Policy policy) {
		Map<String, Object> described = new TreeMap<>();
		described.put("role", policy.role().claim());
		described.put("relationship", policy.relationship().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		if (policy.role() == Role.DOCTOR) {
			described.put("approved", policy.approved());
		}
		if (policy.relationship() == Relationship.IN_CARE) {
			described.put("patient", policy.patient());
		}
		return described;
	}

	private static void describeArguments(Operation operation, HandlerMethod handler) {
		if (takes(handler, IdempotencyKey.class)) {
			operation.addParametersItem(header("Idempotency-Key",
					"Makes a repeated request the same request: same key, same answer. 1 to 200 characters."));
		}
		if (takes(handler, ExpectedVersion.class)) {
			operation.addParametersItem(header("If-Match", "The ETag of the version that was read."));
		}
		if (takes(handler, PageRequest.class)) {
			operation.addParametersItem(query("cursor", "'nextCursor' of the page before.", new StringSchema()));
			IntegerSchema limit = new IntegerSchema();
			limit.setMinimum(BigDecimal.ONE);
			limit.setMaximum(BigDecimal.valueOf(PageRequest.MOST));
			limit.setDefault(PageRequest.DEFAULT);
			operation.addParametersItem(query("limit", "How many items.", limit));
		}
		if (takes(handler, Reason.class)) {
			Schema<Object> reason = object();
			reason.addProperty(ReasonArgument.NAME, text("Why, in " + Reason.LONGEST + " characters at the most."));
			operation.setRequestBody(new RequestBody()
				.content(new Content().addMediaType("application/json", new MediaType().schema(reason))));
			operation.addParametersItem(query(ReasonArgument.NAME,
					"Say it in the body instead: addresses end up in logs.", new StringSchema())
				.deprecated(true));
		}
	}

	private static void describeProblems(Operation operation, HandlerMethod handler) {
		Map<String, String> problems = new TreeMap<>();
		problems.put("401", "Nobody is signed in, or the token is not accepted.");
		problems.put("403", "The caller's account does not open this.");
		boolean body = annotated(handler, org.springframework.web.bind.annotation.RequestBody.class)
				|| takes(handler, Reason.class);
		if (body || takes(handler, PageRequest.class) || takes(handler, IdempotencyKey.class)
				|| annotated(handler, RequestParam.class)) {
			problems.put("400", "The request cannot be read, or fields named in 'errors' are not acceptable.");
		}
		if (annotated(handler, PathVariable.class)) {
			problems.put("404", "There is no such thing, or it is somebody else's.");
		}
		if (takes(handler, ExpectedVersion.class)) {
			problems.put("412", "It was changed since the version named by If-Match.");
			problems.put("428", "If-Match is missing where a version must be named.");
		}
		if (body) {
			problems.put("413", "The body is too large.");
			problems.put("415", "The body is not JSON.");
		}
		if (takes(handler, IdempotencyKey.class)) {
			problems.put("422", "The Idempotency-Key was used with another body.");
		}
		if (operation.getResponses() == null) {
			operation.setResponses(new ApiResponses());
		}
		problems.forEach((status, description) -> operation.getResponses()
			.computeIfAbsent(status,
					(_) -> new ApiResponse().description(description)
						.content(new Content().addMediaType("application/problem+json",
								new MediaType().schema(reference(PROBLEM))))));
	}

	private static void describeProblem(OpenAPI api) {
		Schema<Object> field = object();
		field.addProperty("field", text("The field's path in the body, such as symptoms[0].severity."));
		field.addProperty("message", text("What it must be instead."));
		field.setRequired(List.of("field", "message"));
		Schema<Object> problem = object();
		problem.setDescription("RFC 9457 problem detail; some types have further members.");
		problem.addProperty("type", text("A stable URN, such as urn:medlinks:problem:not-found."));
		problem.addProperty("title", text("What kind of problem it is."));
		problem.addProperty("status", integer());
		problem.addProperty("detail", text("What happened and what to do."));
		problem.addProperty("errors", array(reference("FieldProblem")));
		problem.setRequired(List.of("type", "title", "status", "detail"));
		api.getComponents().addSchemas("FieldProblem", field).addSchemas(PROBLEM, problem);
	}

	private static boolean takes(HandlerMethod handler, Class<?> type) {
		return Arrays.stream(handler.getMethodParameters())
			.anyMatch((parameter) -> parameter.getParameterType() == type);
	}

	private static boolean annotated(HandlerMethod handler, Class<? extends Annotation> type) {
		return Arrays.stream(handler.getMethodParameters())
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(type));
	}

	private static Parameter header(String name, String description) {
		return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
	}

	private static Parameter query(String name, String description, Schema<?> schema) {
		return new Parameter().in("query").name(name).description(description).schema(schema);
	}

	private static Schema<Object> reference(String name) {
		return new Schema<>().$ref("#/components/schemas/" + name);
	}

	private static Schema<Object> object() {
		return typed("object");
	}

	private static Schema<Object> text(String description) {
		Schema<Object> text = typed("string");
		text.setDescription(description);
		return text;
	}

	private static Schema<Object> integer() {
		return typed("integer");
	}

	private static Schema<Object> array(Schema<Object> items) {
		Schema<Object> array = typed("array");
		array.setItems(items);
		return array;
	}

	private static Schema<Object> typed(String type) {
		Schema<Object> schema = new Schema<>();
		schema.addType(type);
		return schema;
	}

	private static String startingSmall(String name) {
		return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

	private static String startingLarge(String name) {
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
	}

	private static String inWords(String name) {
		String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
		return startingLarge(words);
	}

}
