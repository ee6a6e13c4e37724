package io.medlinks.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.local.identity.LoopbackCookies;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person signed in to MedLinks as a browser would be: by the sign-in page, with a
 * session cookie and a CSRF token. Not for several threads at once.
 */
public final class MedLinksClient {

	private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

	private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

	private static final int ATTEMPTS = 6;

	private static final JsonMapper json = new JsonMapper();

	private final String gatewayUrl;

	private final CookieManager cookies;

	private final HttpClient http;

	/**
	 * Somebody not signed in yet.
	 * @param gatewayUrl the gateway's origin, without a slash at the end
	 */
	public MedLinksClient(String gatewayUrl) {
		this(gatewayUrl, new CookieManager(new LoopbackCookies(), CookiePolicy.ACCEPT_ALL));
	}

	private MedLinksClient(String gatewayUrl, CookieManager cookies) {
		this(gatewayUrl, cookies,
				HttpClient.newBuilder()
					.version(HttpClient.Version.HTTP_1_1)
					.cookieHandler(cookies)
					.followRedirects(HttpClient.Redirect.ALWAYS)
					.connectTimeout(Duration.ofSeconds(5))
					.build());
	}

	private MedLinksClient(String gatewayUrl, CookieManager cookies, HttpClient http) {
		this.gatewayUrl = gatewayUrl;
		this.cookies = cookies;
		this.http = http;
	}

	/**
	 * The same browser at another instance of the gateway, as a load balancer would send
	 * it there.
	 * @param gatewayUrl that instance's origin
	 */
	public MedLinksClient at(String gatewayUrl) {
		return new MedLinksClient(gatewayUrl, this.cookies, this.http);
	}

	/** The gateway's origin. */
	public String gatewayUrl() {
		return this.gatewayUrl;
	}

	/**
	 * Another browser that has the cookies which this one has now, whatever becomes of
	 * them here.
	 */
	public MedLinksClient copy() {
		CookieManager copies = new CookieManager(new LoopbackCookies(), CookiePolicy.ACCEPT_ALL);
		this.cookies.getCookieStore()
			.getCookies()
			.forEach((cookie) -> copies.getCookieStore().add(URI.create(this.gatewayUrl), (HttpCookie) cookie.clone()));
		return new MedLinksClient(this.gatewayUrl, copies);
	}

	/**
	 * Opens a live view, which the caller reads and closes.
	 * @param path its path
	 * @throws IOException where it does not open
	 */
	public InputStream open(String path) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = this.http.send(HttpRequest.newBuilder(URI.create(this.gatewayUrl + path))
			.header("Accept", "text/event-stream")
			.build(), HttpResponse.BodyHandlers.ofInputStream());
		if (response.statusCode() != 200) {
			response.body().close();
			throw new IOException("The live view answered " + response.statusCode());
		}
		return response.body();
	}

	/**
	 * Signs in by the sign-in page.
	 * @param username the account
	 * @param password its password
	 * @throws IOException where the sign-in did not succeed
	 */
	public void signIn(String username, String password) throws IOException, InterruptedException {
		HttpResponse<String> page = repeatedly(
				HttpRequest.newBuilder(URI.create(this.gatewayUrl + "/auth/login?returnTo=/")));
		Matcher form = FORM_ACTION.matcher(page.body());
		if (!form.find()) {
			throw new IOException("The sign-in page did not appear; it answered " + page.statusCode());
		}
		String body = "username=" + encoded(username) + "&password=" + encoded(password) + "&credentialId=";
		send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
		Answer session = get("/auth/session");
		if (session.status() != 200 || !session.body().path("authenticated").asBoolean()) {
			throw new IOException("Signing in as " + username + " did not succeed");
		}
	}

	/**
	 * Reads.
	 * @param path path and query
	 */
	public Answer get(String path) throws IOException, InterruptedException {
		return answer(repeatedly(
				HttpRequest.newBuilder(URI.create(this.gatewayUrl + path)).header("Accept", "application/json")));
	}

	/**
	 * Writes.
	 * @param method POST, PUT or DELETE
	 * @param path path and query
	 * @param body what becomes the JSON body, or null for none
	 * @param idempotencyKey the same for each repetition of the same write
	 * @param ifMatch the version that an update was made against, or null
	 */
	public Answer write(String method, String path, @Nullable Object body, String idempotencyKey,
			@Nullable String ifMatch) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gatewayUrl + path))
			.header("Accept", "application/json")
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", idempotencyKey)
			.header("X-XSRF-TOKEN", csrfToken());
		if (ifMatch != null) {
			request.header("If-Match", ifMatch);
		}
		request.method(method, (body != null) ? HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))
				: HttpRequest.BodyPublishers.noBody());
		return answer(repeatedly(request));
	}

	private String csrfToken() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN") && !cookie.hasExpired())
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.timeout(Duration.ofSeconds(30)).build(),
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	/**
	 * Sends what may be repeated, as a good client does while the system is busy or a
	 * part of it is away: a bounded number of times, no sooner than it was told.
	 */
	private HttpResponse<String> repeatedly(HttpRequest.Builder request) throws IOException, InterruptedException {
		for (int attempt = 1;; attempt++) {
			try {
				HttpResponse<String> response = send(request);
				if (!BUSY.contains(response.statusCode()) || attempt == ATTEMPTS) {
					return response;
				}
				TimeUnit.SECONDS.sleep(pause(response));
			}
			catch (HttpTimeoutException | ConnectException ex) {
				if (attempt == ATTEMPTS) {
					throw ex;
				}
				TimeUnit.SECONDS.sleep(1);
			}
		}
	}

	private static long pause(HttpResponse<String> response) {
		return response.headers()
			.firstValue("Retry-After")
			.filter((seconds) -> seconds.matches("\\d{1,2}"))
			.map(Long::valueOf)
			.orElse(1L);
	}

	private static Answer answer(HttpResponse<String> response) {
		String type = response.headers().firstValue("Content-Type").orElse("");
		JsonNode body = type.contains("json") ? json.readTree(response.body()) : json.nullNode();
		return new Answer(response.statusCode(), body, response.headers().firstValue("ETag").orElse(null));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * What the gateway answered.
	 *
	 * @param status the HTTP status
	 * @param body the JSON body; a JSON null where there was none
	 * @param etag the version of what was read, where it has one
	 */
	public record Answer(int status, JsonNode body, @Nullable String etag) {

		/** Whether it was done. */
		public boolean succeeded() {
			return this.status >= 200 && this.status < 300;
		}

	}

}
