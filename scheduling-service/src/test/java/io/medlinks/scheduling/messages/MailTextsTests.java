package io.medlinks.scheduling.messages;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;

import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.people.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mails say the same in each language.
 */
class MailTextsTests {

	@ParameterizedTest
	@ValueSource(strings = { "de", "ar" })
	void saysAllInEachLanguage(String language) {
		ResourceBundle english = ResourceBundle.getBundle("messages.mails", Locale.ENGLISH);
		ResourceBundle other = ResourceBundle.getBundle("messages.mails", Locale.of(language));
		assertThat(other.getLocale().getLanguage()).isEqualTo(language);
		assertThat(new TreeSet<>(other.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
		for (String key : english.keySet()) {
			if (!key.startsWith("pattern.")) {
				assertThat(other.getString(key)).as(key).isNotEqualTo(english.getString(key));
				assertThat(new MessageFormat(other.getString(key)).getFormatsByArgumentIndex()).as(key)
					.hasSameSizeAs(new MessageFormat(english.getString(key)).getFormatsByArgumentIndex());
			}
		}
	}

	@Test
	void showsTheOffsetOfTheDayItself() {
		Contact reader = new Contact("Ana {0} 'Reis'", null, ZoneId.of("Europe/Lisbon"), "en");
		String summer = MailTexts.of(reader)
			.body(message(Instant.parse("2026-10-24T09:00:00Z")), reader, "Dr Silva", "http://localhost:8080");
		String winter = MailTexts.of(reader)
			.body(message(Instant.parse("2026-10-25T09:00:00Z")), reader, null, "http://localhost:8080");
		assertThat(summer).contains("Saturday, 24 October 2026, 10:00 to 10:30", "UTC+01:00", "Ana {0} 'Reis'",
				"with \u2068Dr Silva\u2069 is booked");
		assertThat(winter).contains("Sunday, 25 October 2026, 09:00 to 09:30", "UTC+00:00",
				"Your appointment is booked.");
	}

	@Test
	void showsBothOffsetsWhereClocksAreSetInBetween() {
		Contact reader = new Contact("Ana", null, ZoneId.of("Europe/Lisbon"), "en");
		assertThat(MailTexts.of(reader)
			.body(message(Instant.parse("2027-10-31T00:30:00Z")), reader, null, "http://localhost:8080"))
			.contains("Sunday, 31 October 2027, 01:30 \u2068(UTC+01:00)\u2069 to 01:00 \u2068(UTC+00:00)\u2069");
	}

	@Test
	void namesBothDaysWhereMidnightLiesBetween() {
		Contact reader = new Contact("Ana", null, ZoneId.of("Pacific/Auckland"), "en");
		assertThat(MailTexts.of(reader)
			.body(message(Instant.parse("2026-11-24T10:45:00Z")), reader, null, "http://localhost:8080"))
			.contains("Tuesday, 24 November 2026, 23:45 to Wednesday, 25 November 2026, 00:15");
	}

	private static Message message(Instant start) {
		return Message.waiting(
				new ChangedAppointment("a", "p", "d", 1, "booked", start, start.plusSeconds(1800), VisitType.IN_PERSON),
				Recipient.PATIENT, start, start);
	}

}
