package io.medlinks.platform.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.medlinks.platform.problem.Problem.FieldProblem;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

/**
 * Turns whatever went wrong into a problem detail. Nothing of an exception's message
 * reaches the caller or the log, as it may quote what a patient wrote.
 */
@Order(-2)
public final class ProblemExceptionHandler implements WebExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

	private final ProblemWriter writer;

	private final long most;

	/**
	 * A handler.
	 * @param writer writes the response
	 * @param most how many bytes of a body are read
	 */
	public ProblemExceptionHandler(ProblemWriter writer, long most) {
		this.writer = writer;
		this.most = most;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
		if (exchange.getResponse().isCommitted()) {
			if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
				log.warn("{} {} broke off: {}", exchange.getRequest().getMethod(), pattern(exchange),
						failure.getClass().getName());
			}
			return Mono.error(failure);
		}
		return Mono.deferContextual((context) -> {
			Observation observation = Objects
				.requireNonNullElse(context.getOrDefault(ObservationThreadLocalAccessor.KEY, null), Observation.NOOP);
			// What is logged in its scope carries the trace.
			return this.writer.write(exchange, observation.scoped(() -> problemOf(exchange, failure)));
		});
	}

	private Problem problemOf(ServerWebExchange exchange, Throwable failure) {
		return switch (failure) {
			case Problem problem -> problem;
			case WebExchangeBindException binding -> Problem.validation(fieldProblems(binding));
			case HandlerMethodValidationException validation -> Problem.validation(parameterProblems(validation));
			case UnsupportedMediaTypeStatusException _ -> unsupportedMediaType();
			case MethodNotAllowedException _ -> Problem.of(405, "method-not-allowed", "This method is not offered here",
					"Look up the allowed methods of this path in the API description.");
			case NotAcceptableStatusException _ -> Problem.of(406, "not-acceptable", "This format is not offered here",
					"Ask for application/json, or for text/event-stream on live paths.");
			case MissingRequestValueException missing -> Problem.validation(missing.getName(), "is required");
			case ServerWebInputException input -> inputProblem(input);
			case DataBufferLimitException _ -> Problem.tooLarge(this.most);
			case ResponseStatusException status -> statusProblem(status);
			case DataAccessResourceFailureException _ -> {
				logFailure(exchange, failure);
				yield Problem.unavailable("The data store does not answer. Nothing was lost; try again in a moment.");
			}
			default -> {
				logFailure(exchange, failure);
				yield Problem.of(500, "internal-error", "Something went wrong on our side",
						"It was noted. Try again; if it stays, tell the practice. Repeating with the same Idempotency-Key is safe.");
			}
		};
	}

	private Problem statusProblem(ResponseStatusException status) {
		return switch (status.getStatusCode().value()) {
			case 401 -> Problem.unauthenticated();
			case 403 -> Problem.forbidden("Your account does not open this.");
			case 404 -> Problem.notFound("There is nothing at this address.");
			case 413 -> Problem.tooLarge(this.most);
			case 415 -> unsupportedMediaType();
			case 503 -> Problem.unavailable("This part does not answer right now. Try again in a moment.");
			default -> Problem.of(status.getStatusCode().value(), "request-refused", "The request was refused",
					"Look up this path in the API description.");
		};
	}

	private static Problem unsupportedMediaType() {
		return Problem.of(415, "unsupported-media-type", "This kind of content is not accepted",
				"Send the body as application/json in UTF-8.");
	}

	private Problem inputProblem(ServerWebInputException input) {
		for (Throwable cause = input; cause != null; cause = cause.getCause()) {
			if (cause instanceof DataBufferLimitException) {
				return Problem.tooLarge(this.most);
			}
			if (cause instanceof Problem problem) {
				return problem;
			}
			if ((cause instanceof DatabindException || cause instanceof InputCoercionException)
					&& cause instanceof JacksonException mapping && !mapping.getPath().isEmpty()) {
				return Problem.validation(path(mapping), "has the wrong type or format; see the API description");
			}
			if (cause instanceof InputCoercionException) {
				return Problem.malformed("A number in the body is far out of range. See the API description.");
			}
			if (cause instanceof JacksonException) {
				return Problem
					.malformed("The body is not valid JSON for this request. Check quotes, commas and braces.");
			}
		}
		if (input.getMethodParameter() != null && !(input.getCause() instanceof DecodingException)) {
			@Nullable String name = input.getMethodParameter().getParameterName();
			if (name != null && input.getCause() != null) {
				return Problem.validation(name, "has the wrong type or format; see the API description");
			}
		}
		return Problem.malformed("The body is missing or cannot be read. Send it as JSON.");
	}

	private static String path(JacksonException mapping) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : mapping.getPath()) {
			if (step.getPropertyName() == null) {
				path.append('[').append(step.getIndex()).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
			}
		}
		return path.toString();
	}

	private static List<FieldProblem> fieldProblems(WebExchangeBindException binding) {
		List<FieldProblem> problems = new ArrayList<>();
		for (ObjectError error : binding.getAllErrors()) {
			problems.add(fieldProblem(error));
		}
		return problems;
	}

	private static FieldProblem fieldProblem(MessageSourceResolvable error) {
		String message = (error.getDefaultMessage() != null) ? error.getDefaultMessage() : "is not acceptable";
		if (error instanceof FieldError field) {
			return new FieldProblem(field.getField(),
					field.isBindingFailure() ? "has the wrong type or format" : message);
		}
		return new FieldProblem("body", message);
	}

	private static List<FieldProblem> parameterProblems(HandlerMethodValidationException validation) {
		List<FieldProblem> problems = new ArrayList<>();
		for (ParameterValidationResult result : validation.getParameterValidationResults()) {
			if (result instanceof ParameterErrors errors) {
				errors.getAllErrors().forEach((error) -> problems.add(fieldProblem(error)));
				continue;
			}
			String name = String.valueOf(result.getMethodParameter().getParameterName());
			for (MessageSourceResolvable error : result.getResolvableErrors()) {
				problems.add(new FieldProblem(name, String.valueOf(error.getDefaultMessage())));
			}
		}
		return problems;
	}

	private static void logFailure(ServerWebExchange exchange, Throwable failure) {
		log.error("{} {} failed\n{}", exchange.getRequest().getMethod(), pattern(exchange), FailureTrace.of(failure));
	}

	private static Object pattern(ServerWebExchange exchange) {
		return exchange.getAttributeOrDefault("org.springframework.web.reactive.HandlerMapping.bestMatchingPattern",
				"(no route)");
	}

}
