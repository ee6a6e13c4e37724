package io.medlinks.local.database;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents as BSON, a third of the size that Java serialization makes of them.
 */
final class DocumentType extends BasicDataType<Document> {

	private static final int OBJECT_BYTES = 48;

	@Override
	public int getMemory(Document document) {
		return memoryOf(document);
	}

	@Override
	public void write(WriteBuffer target, Document document) {
		ByteBuf buffer = Unpooled.buffer();
		BsonEncoder.encodeDocument(document, buffer);
		int length = buffer.readableBytes();
		target.putVarInt(length);
		target.put(ByteBuffer.wrap(buffer.array(), buffer.arrayOffset() + buffer.readerIndex(), length));
	}

	@Override
	public Document read(ByteBuffer source) {
		byte[] bytes = new byte[DataUtils.readVarInt(source)];
		source.get(bytes);
		return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
	}

	@Override
	public Document[] createStorage(int size) {
		return new Document[size];
	}

	private static int memoryOf(@Nullable Object value) {
		return switch (value) {
			case String string -> OBJECT_BYTES + string.length();
			case Map<?, ?> map -> map.entrySet()
				.stream()
				.mapToInt((entry) -> 2 * OBJECT_BYTES + memoryOf(entry.getKey()) + memoryOf(entry.getValue()))
				.sum() + 2 * OBJECT_BYTES;
			case Collection<?> array -> array.stream().mapToInt(DocumentType::memoryOf).sum() + OBJECT_BYTES;
			case null, default -> OBJECT_BYTES;
		};
	}

}
