package io.medlinks.testing.web;

import java.util.UUID;

import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of people to the service under test. Each context of
 * {@link io.medlinks.testing.parts.MedLinksIT} has one as a bean.
 */
public final class ApiClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String PROBLEM = "urn:medlinks:problem:";

	private final ObjectProvider<WebTestClient> client;

	/**
	 * Requests over a client.
	 */
	public ApiClient(ObjectProvider<WebTestClient> client) {
		this.client = client;
	}

	/** Begins a request of somebody, with JSON as its content type. */
	public WebTestClient.RequestBodySpec as(Account account, HttpMethod method, String path) {
		return nobody(method, path).header("Authorization", TestIdentities.bearer(account));
	}

	/** Begins a request without a token. */
	public WebTestClient.RequestBodySpec nobody(HttpMethod method, String path) {
		return this.client.getObject().method(method).uri(path).contentType(MediaType.APPLICATION_JSON);
	}

	/** Begins a request of the service account that may reconcile. */
	public WebTestClient.RequestBodySpec asService(HttpMethod method, String path) {
		return nobody(method, path).header("Authorization", "Bearer " + TestIdentities.serviceToken().value());
	}

	/** Somebody reads. */
	public WebTestClient.ResponseSpec get(Account account, String path) {
		return as(account, HttpMethod.GET, path).exchange();
	}

	/** Somebody sends something new, under an idempotency key that nobody used before. */
	public WebTestClient.ResponseSpec post(Account account, String path, String body) {
		return post(account, path, body, UUID.randomUUID().toString());
	}

	/** Somebody sends something under an idempotency key. */
	public WebTestClient.ResponseSpec post(Account account, String path, String body, String key) {
		return as(account, HttpMethod.POST, path).header("Idempotency-Key", key).bodyValue(body).exchange();
	}

	/** Returns the body of an answer with this status. */
	public static JsonNode read(WebTestClient.ResponseSpec response, int status) {
		return read(response.expectStatus().isEqualTo(status));
	}

	/** Returns the body of an answer; an empty object where there is none. */
	public static JsonNode read(WebTestClient.ResponseSpec response) {
		String body = response.expectBody(String.class).returnResult().getResponseBody();
		return JSON.readTree((body != null) ? body : "{}");
	}

	/**
	 * Fails unless an answer is this problem, in words, and gives nothing away.
	 * @param slug the end of the problem's type
	 * @return the problem
	 */
	public static JsonNode problem(WebTestClient.ResponseSpec response, int status, String slug) {
		JsonNode problem = read(response.expectHeader().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON),
				status);
		assertThat(problem.path("type").asString()).isEqualTo(PROBLEM + slug);
		assertThat(problem.path("detail").asString()).isNotBlank();
		assertThat(problem.toString()).doesNotContain("Exception", "io.medlinks", "org.springframework", "java.lang");
		return problem;
	}

}
