package io.medlinks.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure that the caller is told about as an RFC 9457 problem detail. The
 * detail is a sentence that a person can act on; it never holds an internal name.
 */
public final class Problem extends RuntimeException {

	private static final String TYPE_PREFIX = "urn:medlinks:problem:";

	private final int status;

	private final String slug;

	private final String title;

	private final String detail;

	private final List<FieldProblem> errors;

	private final Map<String, Object> properties;

	private Problem(int status, String slug, String title, String detail, List<FieldProblem> errors,
			Map<String, Object> properties) {
		super(slug, null, false, false);
		this.status = status;
		this.slug = slug;
		this.title = title;
		this.detail = detail;
		this.errors = List.copyOf(errors);
		this.properties = Map.copyOf(properties);
	}

	/**
	 * Any problem; prefer the named ones below.
	 * @param status the HTTP status, 400 to 599
	 * @param slug the stable last part of the problem's type
	 * @param title what kind of problem it is, the same for each occurrence
	 * @param detail what happened this time and what to do
	 */
	public static Problem of(int status, String slug, String title, String detail) {
		return new Problem(status, slug, title, detail, List.of(), Map.of());
	}

	/** 400: one or more fields are not acceptable. */
	public static Problem validation(List<FieldProblem> errors) {
		return new Problem(400, "validation-failed", "Some fields need another look",
				"Correct the fields named in 'errors' and send again. Nothing was saved.", errors, Map.of());
	}

	/** 400: one field is not acceptable. */
	public static Problem validation(String field, String message) {
		return validation(List.of(new FieldProblem(field, message)));
	}

	/** 400: the request could not be read. */
	public static Problem malformed(String detail) {
		return of(400, "malformed-request", "The request could not be read", detail);
	}

	/** 400: the cursor was not made by this list. */
	public static Problem badCursor() {
		return of(400, "bad-cursor", "The cursor is not valid",
				"Use 'nextCursor' of the page before, unchanged, or leave the cursor out to start again.");
	}

	/** 401: nobody is signed in, or the token is not accepted. */
	public static Problem unauthenticated() {
		return of(401, "unauthenticated", "Sign in first",
				"You are not signed in, or your session has ended. Sign in and try again.");
	}

	/** 403: the caller is known, and this is not theirs. */
	public static Problem forbidden(String detail) {
		return of(403, "forbidden", "This is not open to you", detail);
	}

	/** 404: nothing here that the caller may know of. */
	public static Problem notFound(String detail) {
		return of(404, "not-found", "Not found", detail);
	}

	/** 409: the request contradicts the present state. */
	public static Problem conflict(String slug, String title, String detail) {
		return of(409, slug, title, detail);
	}

	/** 412: somebody changed it in between. */
	public static Problem staleVersion() {
		return of(412, "stale-version", "It was changed in the meantime",
				"Read it again, look at what changed, and repeat your change with the new ETag. Nothing was saved.");
	}

	/**
	 * 413: the body has more bytes than are accepted.
	 * @param most how many bytes a body may have
	 */
	public static Problem tooLarge(long most) {
		return of(413, "too-large", "The request is too large", "The limit is " + most / 1024
				+ " KiB. Shorten it and send it again; very long notes can be split into several entries. Nothing was saved.");
	}

	/** 422: the key was used before with another body. */
	public static Problem idempotencyKeyReused() {
		return of(422, "idempotency-key-reused", "This Idempotency-Key was used for another request",
				"Use a new key for a new request; repeat the same body to repeat the same one.");
	}

	/** 428: an update must say which version it was made against. */
	public static Problem preconditionRequired() {
		return of(428, "precondition-required", "If-Match is missing",
				"Send the header If-Match with the ETag of the version that you read.");
	}

	/** 503: a part that is needed does not answer. */
	public static Problem unavailable(String detail) {
		return of(503, "unavailable", "Not available right now", detail);
	}

	/**
	 * The same problem with a further member, such as {@code alternatives}.
	 * @param name the member's name
	 * @param value its JSON value
	 */
	public Problem with(String name, Object value) {
		Map<String, Object> extended = new LinkedHashMap<>(this.properties);
		extended.put(name, value);
		return new Problem(this.status, this.slug, this.title, this.detail, this.errors, extended);
	}

	/** The HTTP status. */
	public int status() {
		return this.status;
	}

	/** The stable last part of the type. */
	public String slug() {
		return this.slug;
	}

	/** The problem's type, a URN. */
	public String type() {
		return TYPE_PREFIX + this.slug;
	}

	/** What kind of problem it is. */
	public String title() {
		return this.title;
	}

	/** What happened this time and what to do. */
	public String detail() {
		return this.detail;
	}

	/** What is wrong with each field; empty unless fields are at fault. */
	public List<FieldProblem> errors() {
		return this.errors;
	}

	/** The members that {@link #with} added. */
	public Map<String, Object> properties() {
		return this.properties;
	}

	@Override
	public @Nullable String getMessage() {
		return this.status + " " + this.slug;
	}

	/**
	 * What is wrong with one field.
	 *
	 * @param field its path in the body, such as {@code symptoms[0].severity}
	 * @param message what it must be instead
	 */
	public record FieldProblem(String field, String message) {

	}

}
