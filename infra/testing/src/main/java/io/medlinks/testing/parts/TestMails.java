package io.medlinks.testing.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mails that the Keycloak of the tests has sent.
 */
public final class TestMails {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Pattern LINK = Pattern.compile("http://localhost:[0-9]+/realms/[^\\s\"<>]+");

	private TestMails() {
	}

	/**
	 * Returns the sources of the mails to somebody.
	 * @param address the address
	 */
	public static List<String> to(String address) {
		List<String> sources = new ArrayList<>();
		for (JsonNode mail : JsonMapper.shared()
			.readTree(get("/api/mails?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8)))
			.get("items")) {
			sources.add(get("/api/mails/" + mail.get("id").asString() + "/source"));
		}
		return sources;
	}

	/**
	 * Returns the first link into the realm in a mail.
	 * @param source the mail's source
	 */
	public static URI link(String source) {
		Matcher link = LINK.matcher(source.replace("=\r\n", "").replace("=\n", "").replace("=3D", "="));
		if (!link.find()) {
			throw new AssertionError("There is no link in the mail");
		}
		return URI.create(link.group().replace("&amp;", "&"));
	}

	private static String get(String path) {
		try {
			return HTTP
				.send(HttpRequest.newBuilder(URI.create(TestParts.mailInbox() + path)).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
