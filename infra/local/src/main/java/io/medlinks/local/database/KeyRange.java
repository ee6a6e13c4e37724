package io.medlinks.local.database;

/**
 * A stretch of an index: the keys from one (inclusive) up to another (exclusive).
 */
record KeyRange(byte[] from, byte[] to) {

	static KeyRange startingWith(byte[] prefix) {
		return new KeyRange(prefix, KeyEncoding.after(prefix));
	}

	KeyRange behind(byte[] prefix) {
		return new KeyRange(new KeyEncoding().append(prefix).append(this.from).toBytes(),
				new KeyEncoding().append(prefix).append(this.to).toBytes());
	}

}
