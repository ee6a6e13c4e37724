package io.medlinks.platform.identity;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The realm's admin API, called under the service's own account. What that account may do
 * is written in the realm; this knows nothing of it.
 */
public final class RealmAdmin {

	private static final Duration BEFORE_THE_END = Duration.ofSeconds(10);

	private final IdentityProperties properties;

	private final JsonMapper json;

	private final WebClient client;

	private final Mono<Token> token;

	RealmAdmin(IdentityProperties properties, JsonMapper json, WebClient client) {
		this.properties = properties;
		this.json = json;
		this.client = client;
		this.token = Mono.defer(this::fetchToken).cache(Token::goodFor, (_) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/** Whether the service was told the secret of its account. */
	public boolean isConfigured() {
		return !this.properties.clientSecret().isBlank();
	}

	/**
	 * Sends one request.
	 * @param method the method
	 * @param path the path within the realm, such as {@code /users/{id}}
	 * @param body what is sent; null for nothing
	 * @param variables the values of the path's variables
	 * @return the answer, refusals included; an error where there is none
	 */
	public Mono<Answer> call(HttpMethod method, String path, @Nullable Object body, Object... variables) {
		return this.token.flatMap((token) -> send(method, path, body, token, variables))
			.timeout(this.properties.timeout());
	}

	private Mono<Answer> send(HttpMethod method, String path, @Nullable Object body, Token token, Object... variables) {
		WebClient.RequestBodySpec request = this.client.method(method)
			.uri(admin() + path, variables)
			.headers((headers) -> headers.setBearerAuth(token.value()));
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(this.json.writeValueAsString(body));
		}
		return request.exchangeToMono(this::answer);
	}

	private String admin() {
		return this.properties.realm().replaceFirst("/realms/(?=[^/]+$)", "/admin/realms/");
	}

	private Mono<Answer> answer(ClientResponse response) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		return response.bodyToMono(String.class)
			.filter((_) -> headers.getContentType() != null
					&& headers.getContentType().isCompatibleWith(MediaType.APPLICATION_JSON))
			.map(this.json::readTree)
			.defaultIfEmpty(this.json.createObjectNode())
			.map((body) -> new Answer(response.statusCode(), headers.getFirst(HttpHeaders.LOCATION), body));
	}

	private Mono<Token> fetchToken() {
		return this.client.post()
			.uri(this.properties.realm() + "/protocol/openid-connect/token")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(BodyInserters.fromFormData("grant_type", "client_credentials")
				.with("client_id", this.properties.clientId())
				.with("client_secret", this.properties.clientSecret()))
			.exchangeToMono(this::answer)
			.timeout(this.properties.timeout())
			.flatMap(
					(answer) -> answer.isSuccess()
							? Mono.just(new Token(answer.body().path("access_token").asString(),
									Duration.ofSeconds(answer.body().path("expires_in").asLong())
										.minus(BEFORE_THE_END)))
							: Mono
								.error(() -> new IOException("No token for the service account: " + answer.status())));
	}

	/**
	 * What the admin API answered.
	 *
	 * @param status the status
	 * @param location where what was made is; null where nothing was
	 * @param body the body; an empty object where there is none
	 */
	public record Answer(HttpStatusCode status, @Nullable String location, JsonNode body) {

		/** Whether it was done. */
		public boolean isSuccess() {
			return this.status.is2xxSuccessful();
		}

		/**
		 * The failure that this answer is, where it was not expected.
		 * @param what what was to be done
		 */
		public IOException failure(String what) {
			return new IOException("The identity provider answered " + this.status.value() + " to: " + what);
		}

		@Override
		public String toString() {
			return "Answer[" + this.status.value() + "]";
		}

	}

	private record Token(String value, Duration goodFor) {

		@Override
		public String toString() {
			return "Token[" + this.goodFor + "]";
		}

	}

}
