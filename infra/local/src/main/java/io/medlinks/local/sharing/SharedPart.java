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
	IDENTITY;

	String fileName() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
