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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The administrator of the local stack's Keycloak, whose password is made up once per
 * data folder and known to nobody else.
 */
public final class RealmAdministrator {

	private static final String NAME = "local-stack";

	private static final String SENDER = "no-reply@medlinks.example";

	private static final String REALM = "/admin/realms/medlinks";

	private static final String CHEAP_HASH = "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String origin;

	private final Path folder;

	/**
	 * The administrator of one Keycloak.
	 * @param port the port Keycloak listens on
	 * @param folder where the password is kept
	 */
	public RealmAdministrator(int port, Path folder) {
		this.origin = KeycloakInstallation.origin(port);
		this.folder = folder;
	}

	/**
	 * Returns the environment that makes Keycloak create the administrator.
	 */
	public static Map<String, String> environment(Path folder) throws IOException {
		return Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", NAME, "KC_BOOTSTRAP_ADMIN_PASSWORD", password(folder));
	}

	/**
	 * Makes accounts; those that exist stay as they are.
	 * @param accounts the accounts
	 * @param password the password of each, marked as one of the local stack
	 */
	public void add(List<RealmAccount> accounts, String password) throws IOException, InterruptedException {
		ObjectNode request = JSON.createObjectNode().put("ifResourceExists", "SKIP");
		ArrayNode users = request.putArray("users");
		for (RealmAccount account : accounts) {
			ObjectNode user = users.addObject()
				.put("id", account.id())
				.put("username", account.username())
				.put("firstName", account.firstName())
				.put("lastName", account.lastName())
				.put("email", account.username() + "@example.org")
				.put("emailVerified", true)
				.put("enabled", true);
			user.putArray("credentials").addObject().put("type", "password").put("value", password);
			user.putArray("realmRoles").add("default-roles-medlinks");
			user.putArray("groups").add("/" + account.role() + "s");
		}
		send(authorized(REALM + "/partialImport").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(request.toString()))
			.build());
	}

	/**
	 * Lets the realm hash passwords at next to no cost, for a stack of many people who
	 * sign in at once and have nothing to hide. What passwords may be stays as it is.
	 */
	public void hashPasswordsCheaply() throws IOException, InterruptedException {
		String policy = realm().path("passwordPolicy").asString("");
		if (!policy.contains(CHEAP_HASH)) {
			change(JSON.createObjectNode()
				.put("passwordPolicy", policy.isEmpty() ? CHEAP_HASH : policy + " and " + CHEAP_HASH)
				.toString());
		}
	}

	/**
	 * Sets how long access tokens last from now on.
	 * @param lifespan how long, at least a second
	 */
	public void letAccessTokensLast(Duration lifespan) throws IOException, InterruptedException {
		change("{\"accessTokenLifespan\": " + lifespan.toSeconds() + "}");
	}

	/**
	 * Ends all sign-ins of an account, which Keycloak tells its clients.
	 * @param accountId the account
	 */
	public void signOut(String accountId) throws IOException, InterruptedException {
		send(authorized(REALM + "/users/" + accountId + "/logout").POST(HttpRequest.BodyPublishers.noBody()).build());
	}

	/**
	 * How many accounts have an address.
	 * @param email the address
	 */
	public int accounts(String email) throws IOException, InterruptedException {
		return withAddress(email).size();
	}

	/**
	 * How many passwords the accounts with an address have.
	 * @param email the address
	 */
	public int passwords(String email) throws IOException, InterruptedException {
		int passwords = 0;
		for (JsonNode account : withAddress(email)) {
			String path = REALM + "/users/" + account.get("id").stringValue() + "/credentials";
			passwords += JSON.readTree(send(authorized(path).GET().build())).size();
		}
		return passwords;
	}

	private JsonNode withAddress(String email) throws IOException, InterruptedException {
		String query = "/users?exact=true&email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
		return JSON.readTree(send(authorized(REALM + query).GET().build()));
	}

	/** Lets the realm remember when tokens are renewed, which it does not of itself. */
	public void rememberRenewals() throws IOException, InterruptedException {
		change("{\"eventsEnabled\": true, \"enabledEventTypes\": [\"REFRESH_TOKEN\"]}");
	}

	/**
	 * How often the tokens of an account were renewed since {@link #rememberRenewals()}.
	 * @param accountId the account
	 */
	public int renewals(String accountId) throws IOException, InterruptedException {
		return JSON
			.readTree(send(authorized(REALM + "/events?type=REFRESH_TOKEN&max=1000&user=" + accountId).GET().build()))
			.size();
	}

	/**
	 * Makes the realm send its mails to a server that asks for no sign-in.
	 * @param host the server's name or address
	 * @param port the port at which it takes mails
	 */
	void setMailServer(String host, int port) throws IOException, InterruptedException {
		ObjectNode realm = JSON.createObjectNode();
		realm.putObject("smtpServer")
			.put("host", host)
			.put("port", Integer.toString(port))
			.put("from", SENDER)
			.put("fromDisplayName", "MedLinks")
			.put("auth", "false")
			.put("ssl", "false")
			.put("starttls", "false");
		change(realm.toString());
	}

	private void change(String realm) throws IOException, InterruptedException {
		send(authorized(REALM).header("Content-Type", "application/json")
			.PUT(HttpRequest.BodyPublishers.ofString(realm))
			.build());
	}

	/** Returns the realm itself. */
	JsonNode realm() throws IOException, InterruptedException {
		return JSON.readTree(send(authorized(REALM).GET().build()));
	}

	/** Returns a client of the realm. */
	JsonNode client(String clientId) throws IOException, InterruptedException {
		return JSON.readTree(send(authorized(REALM + "/clients?clientId=" + clientId).GET().build())).get(0);
	}

	/** Replaces a client of the realm. */
	void replaceClient(String id, String client) throws IOException, InterruptedException {
		send(authorized(REALM + "/clients/" + id).header("Content-Type", "application/json")
			.PUT(HttpRequest.BodyPublishers.ofString(client))
			.build());
	}

	private String token() throws IOException, InterruptedException {
		String form = "grant_type=password&client_id=admin-cli&username=" + NAME + "&password="
				+ URLEncoder.encode(password(this.folder), StandardCharsets.UTF_8);
		String answer = send(
				HttpRequest.newBuilder(URI.create(this.origin + "/realms/master/protocol/openid-connect/token"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(form))
					.build());
		return JSON.readTree(answer).get("access_token").stringValue();
	}

	private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
		return HttpRequest.newBuilder(URI.create(this.origin + path)).header("Authorization", "Bearer " + token());
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
