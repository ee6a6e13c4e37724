package io.medlinks.local.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs people in as the gateway would, by authorization code with PKCE (RFC 7636) over
 * the sign-in page, and hands the access token to a program. It never follows the way
 * back to the gateway, so no session begins there.
 *
 * @param issuer the realm's address
 * @param gateway the gateway's address, which the realm knows
 * @param clientSecret the secret of the gateway's client
 */
public record CodeFlow(String issuer, String gateway, String clientSecret) {

	private static final String CLIENT = "medlinks-web";

	private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

	private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final HttpClient RENEWALS = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/**
	 * Signs somebody in.
	 * @param username the account
	 * @param password its password
	 * @throws IOException where the sign-in did not succeed
	 */
	public Tokens signIn(String username, String password) throws IOException, InterruptedException {
		String verifier = random();
		String back = this.gateway + "/login/oauth2/code/keycloak";
		try (HttpClient http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.cookieHandler(new CookieManager(new LoopbackCookies(), CookiePolicy.ACCEPT_ALL))
			.build()) {
			HttpResponse<String> page = send(http,
					HttpRequest.newBuilder(endpoint("auth?" + form(Map.of("response_type", "code", "client_id", CLIENT,
							"redirect_uri", back, "scope", "openid", "state", random(), "code_challenge",
							challenge(verifier), "code_challenge_method", "S256")))));
			Matcher action = FORM_ACTION.matcher(page.body());
			if (!action.find()) {
				throw new IOException("The sign-in page did not appear; it answered " + page.statusCode());
			}
			HttpResponse<String> signedIn = send(http, post(URI.create(action.group(1).replace("&amp;", "&")),
					Map.of("username", username, "password", password, "credentialId", "")));
			Matcher code = CODE.matcher(signedIn.headers().firstValue("Location").orElse(""));
			if (!code.find()) {
				throw new IOException("Signing in as " + username + " did not succeed");
			}
			HttpResponse<String> tokens = send(http,
					post(endpoint("token"),
							Map.of("grant_type", "authorization_code", "client_id", CLIENT, "client_secret",
									this.clientSecret, "code", code.group(1), "redirect_uri", back, "code_verifier",
									verifier)));
			return tokens(tokens);
		}
	}

	/**
	 * Gets somebody a new access token.
	 * @param tokens the tokens that they have
	 * @throws IOException where Keycloak gives none
	 */
	public Tokens renew(Tokens tokens) throws IOException, InterruptedException {
		return tokens(send(RENEWALS, post(endpoint("token"), Map.of("grant_type", "refresh_token", "client_id", CLIENT,
				"client_secret", this.clientSecret, "refresh_token", tokens.refresh()))));
	}

	private static Tokens tokens(HttpResponse<String> response) throws IOException {
		if (response.statusCode() != 200) {
			throw new IOException("Keycloak gave no token: " + response.statusCode());
		}
		JsonNode body = JsonMapper.shared().readTree(response.body());
		return new Tokens(body.get("access_token").stringValue(), body.get("refresh_token").stringValue(),
				Instant.now().plusSeconds(body.get("expires_in").asLong()));
	}

	private URI endpoint(String rest) {
		return URI.create(this.issuer + "/protocol/openid-connect/" + rest);
	}

	private static HttpRequest.Builder post(URI uri, Map<String, String> fields) {
		return HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form(fields)));
	}

	private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	private static String form(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private static String random() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static String challenge(String verifier) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * What somebody calls the API with.
	 *
	 * @param access the access token
	 * @param refresh what brings the next one
	 * @param expiresAt when the access token ends
	 */
	public record Tokens(String access, String refresh, Instant expiresAt) {

		@Override
		public String toString() {
			return "Tokens[until " + this.expiresAt + "]";
		}

	}

}
