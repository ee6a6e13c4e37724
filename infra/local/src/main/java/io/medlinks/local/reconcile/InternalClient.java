package io.medlinks.local.reconcile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks services what is under <code>/internal/reconcile</code>.
 */
final class InternalClient {

	/** The most ids that a service takes at once, and the most items of a page. */
	static final int MOST = 100;

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(3))
		.build();

	private final TokenSource tokens;

	private final Duration answersWithin;

	InternalClient(TokenSource tokens, Duration answersWithin) {
		this.tokens = tokens;
		this.answersWithin = answersWithin;
	}

	/** What a service declares: sources, projections or derived rows. */
	List<JsonNode> declared(ServiceAddress service, String kind) throws ServiceAwayException, InterruptedException {
		return items(ask(service, kind, null));
	}

	/** One page. */
	JsonNode page(Place place, @Nullable String cursor) throws ServiceAwayException, InterruptedException {
		return ask(place.service(), place.path() + "?limit=" + MOST + ((cursor != null) ? "&cursor=" + cursor : ""),
				null);
	}

	/** Some of a place's items, at most {@value #MOST}. */
	List<JsonNode> lookUp(Place place, Collection<String> ids) throws ServiceAwayException, InterruptedException {
		return items(ask(place.service(), place.path() + "/lookup", Map.of("ids", ids)));
	}

	/** Has some published or derived again, at most {@value #MOST}. */
	void repair(Place place, Collection<String> ids) throws ServiceAwayException, InterruptedException {
		ask(place.service(), place.path() + "/repair", Map.of("ids", ids));
	}

	static List<JsonNode> items(JsonNode page) {
		List<JsonNode> items = new ArrayList<>();
		page.path("items").forEach(items::add);
		return items;
	}

	private JsonNode ask(ServiceAddress service, String path, @Nullable Object body)
			throws ServiceAwayException, InterruptedException {
		ServiceAwayException failure = new ServiceAwayException(service.name(), "it has no address");
		for (URI instance : service.instances()) {
			try {
				return ask(service, instance, path, body);
			}
			catch (ServiceAwayException ex) {
				failure = ex;
			}
		}
		throw failure;
	}

	private JsonNode ask(ServiceAddress service, URI instance, String path, @Nullable Object body)
			throws ServiceAwayException, InterruptedException {
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance + "/internal/reconcile/" + path))
				.timeout(this.answersWithin)
				.header("Accept", "application/json")
				.header("Authorization", "Bearer " + this.tokens.token());
			if (body != null) {
				request.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
			}
			HttpResponse<String> answer = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return switch (answer.statusCode()) {
				case 200 -> JSON.readTree(answer.body());
				case 401, 403 -> throw new ServiceAwayException(service.name(), "it refuses our token");
				case 503 -> throw ServiceAwayException.unable(service.name(), "it answers 503", null);
				default -> throw new ServiceAwayException(service.name(), "it answers " + answer.statusCode());
			};
		}
		catch (HttpTimeoutException ex) {
			throw ServiceAwayException.unable(service.name(),
					"it does not answer within " + this.answersWithin.toSeconds() + " s", ex);
		}
		catch (IOException ex) {
			String reason = (ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName();
			throw new ServiceAwayException(service.name(), reason, ex);
		}
		catch (JacksonException ex) {
			throw new ServiceAwayException(service.name(), "it answers something that is no JSON", ex);
		}
	}

}
