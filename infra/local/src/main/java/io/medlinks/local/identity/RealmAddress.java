package io.medlinks.local.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's address as the realm of the local stack knows it. A realm is imported
 * once, so an address that changed later is told to Keycloak by its administrator.
 */
public final class RealmAddress {

	private static final String ADMINISTRATOR = "local-stack";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String origin;

	private final Path folder;

	/**
	 * Describes the realm of one Keycloak.
	 * @param port the port Keycloak listens on
	 * @param folder where the administrator's password and the address known last are
	 * kept
	 */
	public RealmAddress(int port, Path folder) {
		this.origin = KeycloakInstallation.origin(port);
		this.folder = folder;
	}

	/**
	 * Returns the environment that makes Keycloak create its first administrator, whose
	 * password is made up once per data folder.
	 */
	public static Map<String, String> administrator(Path folder) throws IOException {
		return Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR, "KC_BOOTSTRAP_ADMIN_PASSWORD", password(folder));
	}

	/**
	 * Makes the realm's clients expect the gateway at this address.
	 */
	public void moveGatewayTo(String gateway) throws IOException, InterruptedException {
		Path known = this.folder.resolve("gateway");
		if (Files.exists(known) && !Files.readString(known).equals(gateway)) {
			change(Files.readString(known), gateway);
		}
		Files.writeString(known, gateway);
	}

	private void change(String from, String to) throws IOException, InterruptedException {
		String token = token();
		JsonNode clients = JSON
			.readTree(send(authorized("/admin/realms/medlinks/clients?clientId=medlinks-web", token).GET().build()));
		JsonNode client = clients.get(0);
		String changed = client.toString().replace(from + "/", to + "/").replace("\"" + from + "\"", "\"" + to + "\"");
		send(authorized("/admin/realms/medlinks/clients/" + client.get("id").stringValue(), token)
			.header("Content-Type", "application/json")
			.PUT(HttpRequest.BodyPublishers.ofString(changed))
			.build());
	}

	private String token() throws IOException, InterruptedException {
		String form = "grant_type=password&client_id=admin-cli&username=" + ADMINISTRATOR + "&password="
				+ URLEncoder.encode(password(this.folder), StandardCharsets.UTF_8);
		String answer = send(
				HttpRequest.newBuilder(URI.create(this.origin + "/realms/master/protocol/openid-connect/token"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(form))
					.build());
		return JSON.readTree(answer).get("access_token").stringValue();
	}

	private HttpRequest.Builder authorized(String path, String token) {
		return HttpRequest.newBuilder(URI.create(this.origin + path)).header("Authorization", "Bearer " + token);
	}

	private String send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() >= 300) {
			throw new IOException("Keycloak answered " + response.statusCode() + " to " + request.uri().getPath());
		}
		return response.body();
	}

	private static String password(Path folder) throws IOException {
		Path file = Files.createDirectories(folder).resolve("password");
		if (!Files.exists(file)) {
			byte[] random = new byte[24];
			new SecureRandom().nextBytes(random);
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(file, HexFormat.of().formatHex(random));
		}
		return Files.readString(file);
	}

}
