package io.medlinks.testing.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/**
 * The contracts that producers and consumers of events are both tested against.
 */
public final class EventContracts {

	private EventContracts() {
	}

	/**
	 * An event's sample body.
	 * @param type the CloudEvents type
	 */
	public static String sample(String type) {
		return resource("contracts/" + type + "/sample.json");
	}

	/**
	 * Fails unless a body is valid by the event's schema.
	 * @param type the CloudEvents type
	 * @param body the JSON body
	 */
	public static void assertValid(String type, String body) {
		List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(resource("contracts/" + type + "/schema.json"), InputFormat.JSON)
			.validate(body, InputFormat.JSON);
		if (!errors.isEmpty()) {
			throw new AssertionError(type + " breaks its contract: " + errors);
		}
	}

	private static String resource(String name) {
		try (InputStream in = EventContracts.class.getClassLoader().getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalArgumentException("There is no contract at " + name);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
