package io.medlinks.scheduling.calendar;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written is iCalendar and says the right time in every zone.
 */
class CalendarsTests {

	private static final Instant SUMMER = Instant.parse("2026-10-23T09:00:00Z");

	@ParameterizedTest
	@ValueSource(strings = { "Europe/Lisbon", "Europe/Berlin", "America/New_York", "Asia/Riyadh", "Asia/Kolkata",
			"Australia/Lord_Howe", "Pacific/Apia", "UTC", "Africa/Casablanca", "America/Sao_Paulo" })
	void tellsTheClockOfAnyZone(String name) throws Exception {
		ZoneId zone = ZoneId.of(name);
		// Across the day on which many clocks go back, and into the next summer.
		List<CalendarEvent> events = IntStream.range(0, 60)
			.mapToObj((week) -> event("a" + week, 1, SUMMER.plus(Duration.ofDays(7L * week)), false))
			.toList();
		Calendar feed = read(Calendars.feed(events, zone, "MedLinks"));
		VTimeZone described = (VTimeZone) feed.getComponent(Component.VTIMEZONE).orElseThrow();
		assertThat(described.getRequiredProperty(Property.TZID).getValue()).isEqualTo(name);
		for (CalendarEvent event : events) {
			Observance holding = described.getObservances()
				.stream()
				.filter((observance) -> !onset(observance).isAfter(event.start()))
				.max(Comparator.comparing(CalendarsTests::onset))
				.orElseThrow();
			assertThat(holding.<TzOffsetTo>getRequiredProperty(Property.TZOFFSETTO).getOffset())
				.isEqualTo(zone.getRules().getOffset(event.start()));
		}
		assertThat(feed.getComponents(Component.VEVENT)).hasSize(60);
	}

	@Test
	void invitesOneAndNamesNobodyElse() throws Exception {
		String written = Calendars.invitation(event("a", 3, SUMMER, false), ZoneId.of("Europe/Lisbon"),
				"no-reply@medlinks.example", "ana@example.org");
		Calendar calendar = read(written);
		assertThat(calendar.getRequiredProperty(Property.METHOD).getValue()).isEqualTo("REQUEST");
		assertThat(written).contains("SEQUENCE:2\r\n", "UID:a@medlinks\r\n", "STATUS:CONFIRMED\r\n",
				"DTSTAMP:20261001T100000Z\r\n", "DTSTART;TZID=Europe/Lisbon:20261023T100000\r\n");
		assertThat(written.lines().filter((line) -> line.startsWith("ATTENDEE"))).hasSize(1);
	}

	/** In Lisbon it is 01:30 at half past midnight UTC and again an hour later. */
	@ParameterizedTest
	@CsvSource({ "2027-10-30T23:30:00Z, 15, DTSTART;TZID=Europe/Lisbon:20271031T003000",
			"2027-10-30T23:30:00Z, 45, DTSTART:20271030T233000Z", "2027-10-31T00:30:00Z, 15, DTSTART:20271031T003000Z",
			"2027-10-31T00:30:00Z, 30, DTSTART:20271031T003000Z", "2027-10-31T01:30:00Z, 15, DTSTART:20271031T013000Z",
			"2027-10-31T02:00:00Z, 15, DTSTART;TZID=Europe/Lisbon:20271031T020000" })
	void tellsInUtcWhatTheClockShowsTwice(Instant start, int minutes, String told) {
		CalendarEvent event = new CalendarEvent("a", 1, start, start.plus(Duration.ofMinutes(minutes)), "Appointment",
				false, start);
		String written = Calendars.feed(List.of(event), ZoneId.of("Europe/Lisbon"), "MedLinks");
		assertThat(written.lines()).contains(told);
		var read = ReadCalendar.of(written).getEvents().getFirst();
		assertThat(read.getDateStart().getValue().toInstant()).isEqualTo(event.start());
		assertThat(read.getDateEnd().getValue().toInstant()).isEqualTo(event.end());
	}

	@Test
	void takesAnInvitationBack() throws Exception {
		Calendar calendar = read(Calendars.invitation(event("a", 4, SUMMER, true), ZoneId.of("Europe/Lisbon"),
				"no-reply@medlinks.example", "ana@example.org"));
		assertThat(calendar.getRequiredProperty(Property.METHOD).getValue()).isEqualTo("CANCEL");
		assertThat(
				calendar.getComponent(Component.VEVENT).orElseThrow().getRequiredProperty(Property.STATUS).getValue())
			.isEqualTo("CANCELLED");
	}

	@Test
	void foldsAndEscapesWhatItIsGiven() throws Exception {
		CalendarEvent event = new CalendarEvent("a", 1, SUMMER, SUMMER.plusSeconds(60),
				"Termin; mit, \"Zeichen\"\nünd " + "Länge".repeat(30), false, SUMMER);
		String written = Calendars.feed(List.of(event), ZoneId.of("UTC"), "MedLinks");
		assertThat(read(written).getComponent(Component.VEVENT)
			.orElseThrow()
			.getRequiredProperty(Property.SUMMARY)
			.getValue()).isEqualTo(event.title());
	}

	@Test
	void isACalendarWithoutAppointmentsToo() throws Exception {
		String written = Calendars.feed(List.of(), ZoneId.of("Europe/Lisbon"), "MedLinks");
		assertThat(written).startsWith("BEGIN:VCALENDAR\r\n").contains("X-WR-CALNAME:MedLinks");
	}

	/** RFC 5545, 3.6.5: the local time of DTSTART is told in the offset before it. */
	private static Instant onset(Observance observance) {
		LocalDateTime local = LocalDateTime
			.from(observance.<DtStart<?>>getRequiredProperty(Property.DTSTART).getDate());
		return local.toInstant(observance.<TzOffsetFrom>getRequiredProperty(Property.TZOFFSETFROM).getOffset());
	}

	private static CalendarEvent event(String id, long version, Instant start, boolean cancelled) {
		return new CalendarEvent(id, version, start, start.plus(Duration.ofMinutes(30)), "Appointment", cancelled,
				Instant.parse("2026-10-01T10:00:00Z"));
	}

	private static Calendar read(String written) throws Exception {
		Calendar calendar = new CalendarBuilder().build(new StringReader(written));
		assertThat(calendar.validate().hasErrors()).as(written).isFalse();
		return calendar;
	}

}
