package io.medlinks.gateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.testing.identity.Account;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person's browser: it keeps cookies, follows nothing by itself, and remembers all
 * that the gateway ever told it.
 */
public final class Browser {

	/** The session's cookie. */
	public static final String SESSION = "medlinks-session";

	private static final String CSRF = "XSRF-TOKEN";

	private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final Map<String, String> cookies;

	private final Map<String, String> keycloakCookies;

	private final Queue<String> told;

	private final int port;

	/**
	 * A browser that was never here before.
	 * @param port where the gateway listens
	 */
	public Browser(int port) {
		this(port, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>());
	}

	private Browser(int port, Map<String, String> cookies, Map<String, String> keycloakCookies, Queue<String> told) {
		this.port = port;
		this.cookies = cookies;
		this.keycloakCookies = keycloakCookies;
		this.told = told;
	}

	/** The same browser, led to another instance of the gateway. */
	public Browser at(int otherPort) {
		return new Browser(otherPort, this.cookies, this.keycloakCookies, this.told);
	}

	/** The value of one of the gateway's cookies, or null. */
	public @Nullable String cookie(String name) {
		return this.cookies.get(name);
	}

	/** Puts a cookie there, as somebody else might have. */
	public Browser plant(String name, String value) {
		this.cookies.put(name, value);
		return this;
	}

	/** All that the gateway ever told this browser, headers and bodies. */
	public Collection<String> told() {
		return this.told;
	}

	/** Reads from the gateway. */
	public Answer get(String path, String... headers) {
		return send("GET", path, null, headers);
	}

	/** Sends something to the gateway as the web client does, with the CSRF token. */
	public Answer write(String method, String path, @Nullable String body) {
		if (!this.cookies.containsKey(CSRF)) {
			session();
		}
		return send(method, path, body, "X-XSRF-TOKEN", this.cookies.getOrDefault(CSRF, "none"), "Content-Type",
				"application/json");
	}

	/** Asks who is signed in. */
	public JsonNode session() {
		return get("/auth/session").json();
	}

	/** Sends a request to the gateway with exactly these headers and the cookies. */
	public Answer send(String method, String path, @Nullable String body, String... headers) {
		Answer answer = send(method, URI.create("http://localhost:" + this.port + path), body, this.cookies, headers);
		this.told.add(answer.headers() + "\n" + answer.body());
		return answer;
	}

	/** Signs in with a demo account; returns what the gateway answered at the end. */
	public Answer signIn(Account account, String returnTo) {
		return callback(authenticate(beginSignIn(returnTo), account));
	}

	/** Begins to sign in; returns Keycloak's address that it leads to. */
	public URI beginSignIn(String returnTo) {
		Answer answer = get("/auth/login?returnTo=" + encoded(returnTo));
		return answer.location();
	}

	/** Types name and password into Keycloak's page; returns the callback's address. */
	public URI authenticate(URI signInPage, Account account) {
		Answer page = keycloak("GET", signInPage, null);
		Matcher form = FORM_ACTION.matcher(page.body());
		if (!form.find()) {
			throw new AssertionError("There is no sign-in page; Keycloak answered " + page.status());
		}
		return keycloak("POST", URI.create(form.group(1).replace("&amp;", "&")),
				"username=" + account.username() + "&password=medlinks&credentialId=")
			.location();
	}

	/** Brings a code to the gateway. */
	public Answer callback(URI address) {
		return get(address.getRawPath() + "?" + address.getRawQuery());
	}

	/** Goes to a page of Keycloak, or sends a form there. */
	public Answer keycloak(String method, URI address, @Nullable String form) {
		return send(method, address, form, this.keycloakCookies, "Content-Type", "application/x-www-form-urlencoded");
	}

	/** Opens a stream of events; the caller closes it. */
	public EventStream open(String path, String... headers) {
		URI address = URI.create("http://localhost:" + this.port + path);
		HttpRequest request = request("GET", address, null, this.cookies, headers).build();
		return new EventStream(exchange(request, HttpResponse.BodyHandlers.ofLines()));
	}

	private static Answer send(String method, URI address, @Nullable String body, Map<String, String> jar,
			String... headers) {
		HttpRequest request = request(method, address, body, jar, headers).timeout(Duration.ofSeconds(40)).build();
		HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
		response.headers().allValues("Set-Cookie").forEach((cookie) -> keep(cookie, jar));
		return new Answer(response.statusCode(), response.headers().map(), response.body());
	}

	private static HttpRequest.Builder request(String method, URI address, @Nullable String body,
			Map<String, String> jar, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address)
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		if (!jar.isEmpty()) {
			request.header("Cookie",
					jar.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		return request;
	}

	private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
		try {
			return HTTP.send(request, body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void keep(String header, Map<String, String> jar) {
		// HttpCookie reads no attribute SameSite and takes none away.
		HttpCookie cookie = HttpCookie.parse(header).getFirst();
		String value = header.substring(header.indexOf('=') + 1).split(";", 2)[0];
		if (cookie.getMaxAge() == 0 || value.isEmpty()) {
			jar.remove(cookie.getName());
		}
		else {
			jar.put(cookie.getName(), value);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * What was answered.
	 *
	 * @param status the HTTP status
	 * @param headers the headers
	 * @param body the body
	 */
	public record Answer(int status, Map<String, List<String>> headers, String body) {

		/** The body as JSON. */
		public JsonNode json() {
			return JSON.readTree(this.body);
		}

		/** The first value of a header, or null. */
		public @Nullable String header(String name) {
			return this.headers.entrySet()
				.stream()
				.filter((header) -> header.getKey().equalsIgnoreCase(name))
				.map((header) -> header.getValue().getFirst())
				.findFirst()
				.orElse(null);
		}

		/** The cookies that it sets, as sent. */
		public List<String> setCookies() {
			return this.headers.entrySet()
				.stream()
				.filter((header) -> header.getKey().equalsIgnoreCase("Set-Cookie"))
				.flatMap((header) -> header.getValue().stream())
				.toList();
		}

		/** Where it leads. */
		public URI location() {
			return URI.create(Objects.requireNonNull(header("Location"),
					() -> "The answer leads nowhere; its status is " + this.status));
		}

	}

}
