package io.medlinks.local.database;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes BSON values as bytes whose unsigned order is the order of the values.
 * <p>
 * Two values have the same bytes exactly where the server's matcher calls them equal (1,
 * 1L and 1.0 are), and no value's bytes are the beginning of another's, so that keys of
 * several fields are simply written one after the other.
 */
final class KeyEncoding {

	private static final int NULL = 0x05;

	private static final int NUMBER = 0x10;

	private static final int STRING = 0x20;

	private static final int DOCUMENT = 0x30;

	private static final int ARRAY = 0x40;

	private static final int UNIVERSAL_ID = 0x50;

	private static final int OBJECT_ID = 0x60;

	private static final int BOOLEAN = 0x70;

	private static final int INSTANT = 0x80;

	private static final int OTHER = 0x90;

	private static final int MORE = 0x01;

	private static final int END = 0x00;

	/** Greater than every byte a value can begin with. */
	private static final int AFTER_ALL = 0xFF;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(48);

	KeyEncoding append(@Nullable Object value) {
		if (value == null || value instanceof Missing) {
			this.bytes.write(NULL);
			return this;
		}
		switch (value) {
			case Number number -> appendNumber(number);
			case String string -> appendString(STRING, string);
			case Boolean bool -> appendTagged(BOOLEAN, bool ? 1 : 0);
			case Instant instant -> {
				this.bytes.write(INSTANT);
				appendLong(instant.getEpochSecond() ^ Long.MIN_VALUE);
				appendLong(instant.getNano());
			}
			case UUID uuid -> {
				this.bytes.write(UNIVERSAL_ID);
				appendLong(uuid.getMostSignificantBits());
				appendLong(uuid.getLeastSignificantBits());
			}
			case ObjectId id -> {
				this.bytes.write(OBJECT_ID);
				this.bytes.writeBytes(id.toByteArray());
			}
			case Map<?, ?> document -> appendDocument(document);
			case Collection<?> array -> appendArray(array);
			default -> appendSerialized(value);
		}
		return this;
	}

	KeyEncoding append(byte[] encoded) {
		this.bytes.writeBytes(encoded);
		return this;
	}

	byte[] toBytes() {
		return this.bytes.toByteArray();
	}

	/** The bytes of one value. */
	static byte[] of(@Nullable Object value) {
		return new KeyEncoding().append(value).toBytes();
	}

	/** The bytes of the values of several fields. */
	static byte[] ofAll(Iterable<@Nullable Object> values) {
		KeyEncoding encoding = new KeyEncoding();
		values.forEach(encoding::append);
		return encoding.toBytes();
	}

	/** The smallest bytes that follow everything that begins with the given ones. */
	static byte[] after(byte[] prefix) {
		byte[] end = Arrays.copyOf(prefix, prefix.length + 1);
		end[prefix.length] = (byte) AFTER_ALL;
		return end;
	}

	/** Whether values of this kind are ordered here as the server's matcher does. */
	static boolean isOrdered(@Nullable Object value) {
		return switch (value) {
			case Decimal128 _ -> false;
			case Number number -> Math.abs(number.doubleValue()) < 0x1p62;
			case String _, Boolean _, Instant _, UUID _, ObjectId _ -> true;
			case null, default -> false;
		};
	}

	/** Where values that are at least the given one begin, or somewhat before. */
	static byte[] lowerBound(Object value) {
		if (value instanceof Number number) {
			double exact = number.doubleValue();
			return numberImage(Math.min(exact - 1, Math.nextDown(exact)));
		}
		return of(value);
	}

	/** Where values that are at most the given one end, or somewhat after. */
	static byte[] upperBound(Object value) {
		if (value instanceof Number number) {
			double exact = number.doubleValue();
			byte[] image = numberImage(Math.max(exact + 1, Math.nextUp(exact)));
			// The tie breaker behind the image may be all ones.
			byte[] end = Arrays.copyOf(image, image.length + Long.BYTES + 1);
			Arrays.fill(end, image.length, end.length, (byte) AFTER_ALL);
			return end;
		}
		return after(of(value));
	}

	/** Where the values of the given one's kind begin. */
	static byte[] firstOfKind(Object value) {
		return new byte[] { of(value)[0] };
	}

	/** Where the values of the given one's kind end. */
	static byte[] endOfKind(Object value) {
		return new byte[] { (byte) (of(value)[0] + 1) };
	}

	/** What "not a number" is written as; the matcher compares it in its own way. */
	static byte[] notANumber() {
		return numberImage(Double.NaN);
	}

	private void appendTagged(int tag, int value) {
		this.bytes.write(tag);
		this.bytes.write(value);
	}

	private void appendNumber(Number number) {
		double image = number.doubleValue();
		this.bytes.writeBytes(numberImage(image));
		// Long values beyond 2^53 share a double with their neighbours.
		long exact = (number instanceof Long value) ? value : (long) image;
		appendLong(exact ^ Long.MIN_VALUE);
	}

	private static byte[] numberImage(double value) {
		long bits = Double.doubleToLongBits((value == 0.0) ? 0.0 : value);
		long ordered = (bits < 0) ? ~bits : (bits ^ Long.MIN_VALUE);
		KeyEncoding encoding = new KeyEncoding();
		encoding.bytes.write(NUMBER);
		encoding.appendLong(ordered);
		return encoding.toBytes();
	}

	private void appendLong(long value) {
		for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
			this.bytes.write((int) (value >>> shift));
		}
	}

	// Code unit by code unit, for that is how the matcher orders strings; UTF-8 as such
	// orders supplementary characters differently.
	private void appendString(int tag, String string) {
		this.bytes.write(tag);
		for (int i = 0; i < string.length(); i++) {
			char unit = string.charAt(i);
			if (unit == 0) {
				this.bytes.write(0x00);
				this.bytes.write(0xFE);
			}
			else if (unit < 0x80) {
				this.bytes.write(unit);
			}
			else if (unit < 0x800) {
				this.bytes.write(0xC0 | (unit >> 6));
				this.bytes.write(0x80 | (unit & 0x3F));
			}
			else {
				this.bytes.write(0xE0 | (unit >> 12));
				this.bytes.write(0x80 | ((unit >> 6) & 0x3F));
				this.bytes.write(0x80 | (unit & 0x3F));
			}
		}
		this.bytes.write(0x00);
		this.bytes.write(END);
	}

	private void appendDocument(Map<?, ?> document) {
		this.bytes.write(DOCUMENT);
		document.forEach((name, value) -> {
			this.bytes.write(MORE);
			appendString(STRING, String.valueOf(name));
			append(value);
		});
		this.bytes.write(END);
	}

	private void appendArray(Collection<?> array) {
		this.bytes.write(ARRAY);
		for (Object value : array) {
			this.bytes.write(MORE);
			append(value);
		}
		this.bytes.write(END);
	}

	private void appendSerialized(Object value) {
		ByteArrayOutputStream serialized = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
			out.writeObject(value);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.bytes.write(OTHER);
		appendLong(serialized.size());
		this.bytes.writeBytes(serialized.toByteArray());
	}

}
