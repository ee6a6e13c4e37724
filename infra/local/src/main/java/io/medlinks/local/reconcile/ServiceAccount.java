package io.medlinks.local.reconcile;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs in as the client <code>medlinks-reconcile</code>: client credentials (RFC 6749,
 * 4.4), renewed before they end.
 */
public final class ServiceAccount implements TokenSource {

	private static final String CLIENT = "medlinks-reconcile";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration RESERVE = Duration.ofSeconds(60);

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final String issuer;

	private final String secret;

	private String token = "";

	private long goodUntilNanos;

	/**
	 * A service account.
	 * @param issuer the realm's address
	 * @param secret the client's secret
	 */
	public ServiceAccount(String issuer, String secret) {
		this.issuer = issuer;
		this.secret = secret;
	}

	@Override
	public synchronized String token() throws IOException, InterruptedException {
		if (this.token.isEmpty() || System.nanoTime() - this.goodUntilNanos > 0) {
			renew();
		}
		return this.token;
	}

	private void renew() throws IOException, InterruptedException {
		String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret="
				+ URLEncoder.encode(this.secret, StandardCharsets.UTF_8);
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.issuer + "/protocol/openid-connect/token"))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build();
		HttpResponse<String> answer;
		try {
			answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IOException("The sign-in at " + this.issuer + " cannot be reached", ex);
		}
		if (answer.statusCode() != 200) {
			throw new IOException("The sign-in at " + this.issuer + " refused the client " + CLIENT + " ("
					+ answer.statusCode() + "); is MEDLINKS_RECONCILE_CLIENT_SECRET right?");
		}
		try {
			JsonNode granted = JSON.readTree(answer.body());
			this.token = granted.get("access_token").asString();
			Duration lasts = Duration.ofSeconds(granted.get("expires_in").asLong());
			this.goodUntilNanos = System.nanoTime() + lasts.minus(RESERVE).toNanos();
		}
		catch (JacksonException | NullPointerException ex) {
			throw new IOException("The sign-in at " + this.issuer + " answered something that is no token", ex);
		}
	}

}
