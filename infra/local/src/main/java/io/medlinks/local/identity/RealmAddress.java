package io.medlinks.local.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;

/**
 * The addresses of gateway and mail server as the realm of the local stack knows them. A
 * realm is imported once, so an address that changes later is told to Keycloak by its
 * administrator.
 */
public final class RealmAddress {

	private final RealmAdministrator administrator;

	private final Path folder;

	/**
	 * Describes the realm of one Keycloak.
	 * @param port the port Keycloak listens on
	 * @param folder where the administrator's password and the address known last are
	 * kept
	 */
	public RealmAddress(int port, Path folder) {
		this.administrator = new RealmAdministrator(port, folder);
		this.folder = folder;
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

	/**
	 * Makes the realm send its mails to this server.
	 * @param host the mail server's name or address
	 * @param port the port at which it takes mails
	 */
	public void moveMailTo(String host, int port) throws IOException, InterruptedException {
		Path known = this.folder.resolve("smtp");
		String server = host + ":" + port;
		if (!Files.exists(known) || !Files.readString(known).equals(server)) {
			this.administrator.setMailServer(host, port);
		}
		Files.writeString(known, server);
	}

	private void change(String from, String to) throws IOException, InterruptedException {
		JsonNode client = this.administrator.client("medlinks-web");
		String changed = client.toString().replace(from + "/", to + "/").replace("\"" + from + "\"", "\"" + to + "\"");
		this.administrator.replaceClient(client.get("id").stringValue(), changed);
	}

}
