package io.medlinks.local.sharing;

/**
 * A part that all JVMs of one build share.
 */
public enum SharedPart {

	/** The MongoDB-compatible server; its address is a connection string. */
	DATABASE,

	/** The Kafka broker; its address is a list of bootstrap servers. */
	BROKER,

	/** The Keycloak with the realm <code>medlinks</code>; its address is the issuer. */
	IDENTITY,

	/**
	 * The mail server that takes the mails of that Keycloak; its address is that of its
	 * inbox, followed by a blank and the port at which it takes mails.
	 */
	MAIL;

	String fileName() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
