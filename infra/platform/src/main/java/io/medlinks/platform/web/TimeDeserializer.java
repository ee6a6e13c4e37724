package io.medlinks.platform.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads a point in time: date, time and offset as in RFC 3339, not a number, of which
 * nobody can tell whether it counts seconds or milliseconds, nor digits as text.
 *
 * @param <T> the type of the point in time
 */
final class TimeDeserializer<T> extends StdScalarDeserializer<T> {

	private final transient Function<String, T> parse;

	private TimeDeserializer(Class<T> type, Function<String, T> parse) {
		super(type);
		this.parse = parse;
	}

	/** Reads an instant. */
	static TimeDeserializer<Instant> ofInstants() {
		return new TimeDeserializer<>(Instant.class, Instant::parse);
	}

	/** Reads a time and keeps the offset that it was sent with. */
	static TimeDeserializer<OffsetDateTime> ofOffsetTimes() {
		return new TimeDeserializer<>(OffsetDateTime.class, OffsetDateTime::parse);
	}

	@Override
	@SuppressWarnings("unchecked")
	public T deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.hasToken(JsonToken.VALUE_STRING)) {
			throw MismatchedInputException.from(parser, handledType(), "is no date and time");
		}
		String text = parser.getString().strip();
		try {
			return this.parse.apply(text);
		}
		catch (DateTimeException ex) {
			throw context.weirdStringException(text, handledType(), "is no date and time");
		}
	}

}
