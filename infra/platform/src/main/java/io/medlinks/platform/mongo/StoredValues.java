package io.medlinks.platform.mongo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.bson.Document;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;

/**
 * Conversions between values and what the database keeps of them.
 */
final class StoredValues {

	/** The instant of a stored time with offset; lists sort by it. */
	static final String AT = "at";

	static final String OFFSET = "offset";

	private StoredValues() {
	}

	static List<Converter<?, ?>> converters() {
		return List.of(new WriteOffsetDateTime(), new ReadOffsetDateTime(), new WriteLocalDate(), new ReadLocalDate(),
				new WriteLocalTime(), new ReadLocalTime(), new WritePatientText(), new ReadPatientText());
	}

	@WritingConverter
	static final class WriteOffsetDateTime implements Converter<OffsetDateTime, Document> {

		@Override
		public Document convert(OffsetDateTime time) {
			return new Document(AT, Date.from(time.toInstant())).append(OFFSET, time.getOffset().getId());
		}

	}

	@ReadingConverter
	static final class ReadOffsetDateTime implements Converter<Document, OffsetDateTime> {

		@Override
		public OffsetDateTime convert(Document stored) {
			Instant at = stored.getDate(AT).toInstant();
			return at.atOffset(ZoneOffset.of(stored.getString(OFFSET)));
		}

	}

	@WritingConverter
	static final class WriteLocalDate implements Converter<LocalDate, String> {

		@Override
		public String convert(LocalDate day) {
			return day.toString();
		}

	}

	@ReadingConverter
	static final class ReadLocalDate implements Converter<String, LocalDate> {

		@Override
		public LocalDate convert(String stored) {
			return LocalDate.parse(stored);
		}

	}

	@WritingConverter
	static final class WriteLocalTime implements Converter<LocalTime, String> {

		@Override
		public String convert(LocalTime time) {
			return time.toString();
		}

	}

	@ReadingConverter
	static final class ReadLocalTime implements Converter<String, LocalTime> {

		@Override
		public LocalTime convert(String stored) {
			return LocalTime.parse(stored);
		}

	}

	@WritingConverter
	static final class WritePatientText implements Converter<PatientText, String> {

		@Override
		public String convert(PatientText text) {
			return text.value();
		}

	}

	@ReadingConverter
	static final class ReadPatientText implements Converter<String, PatientText> {

		@Override
		public PatientText convert(String stored) {
			return new PatientText(stored);
		}

	}

}
