package io.medlinks.scheduling.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.jspecify.annotations.Nullable;

/**
 * Writes iCalendar (RFC 5545). It may read files on first use, so it is not called on an
 * event loop.
 */
public final class Calendars {

	private static final String PRODUCT = "-//MedLinks//MedLinks//EN";

	private static final String ORGANIZER = "MedLinks";

	private Calendars() {
	}

	/**
	 * An invitation, or the end of one: RFC 5546. Only the one who gets it is named in
	 * it.
	 * @param event the appointment
	 * @param zone the zone of the one who gets it
	 * @param organizer the address that it comes from
	 * @param attendee the address of the one who gets it
	 */
	public static String invitation(CalendarEvent event, ZoneId zone, String organizer, String attendee) {
		VEvent told = event(event, zone);
		told.add(new Organizer(mailto(organizer)).withParameter(new Cn(ORGANIZER)).getFluentTarget());
		told.add(new Attendee(mailto(attendee)).withParameter(Role.REQ_PARTICIPANT)
			.withParameter(PartStat.ACCEPTED)
			.withParameter(Rsvp.FALSE)
			.getFluentTarget());
		return write(event.cancelled() ? ImmutableMethod.CANCEL : ImmutableMethod.REQUEST, zone, List.of(event),
				List.of(told), List.of());
	}

	/**
	 * A calendar that programs read again and again.
	 * @param events the appointments in it
	 * @param zone the zone of whoever reads it
	 * @param name what it is called
	 */
	public static String feed(List<CalendarEvent> events, ZoneId zone, String name) {
		// Without a method: a feed is a calendar to read, not a message of RFC 5546.
		return write(null, zone, events, events.stream().map((event) -> event(event, zone)).toList(),
				List.of(new XProperty("X-WR-CALNAME", name), new XProperty("X-PUBLISHED-TTL", "PT1H")));
	}

	private static VEvent event(CalendarEvent event, ZoneId zone) {
		VEvent told = new VEvent(false);
		told.add(new Uid(event.uid()));
		told.add(new DtStamp(event.changedAt()));
		told.add(new Sequence(event.sequence()));
		boolean onlyInUtc = comesTwice(event.start(), zone) || comesTwice(event.end(), zone);
		told.add(onlyInUtc ? new DtStart<>(event.start()) : new DtStart<>(event.start().atZone(zone)));
		told.add(onlyInUtc ? new DtEnd<>(event.end()) : new DtEnd<>(event.end().atZone(zone)));
		told.add(new Summary(event.title()));
		told.add(event.cancelled() ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
		return told;
	}

	/**
	 * Whether the clock of a zone shows this time twice that day. By RFC 5545, 3.3.5, it
	 * means the first, but not all programs read it so; and where the start is in UTC the
	 * end is too (3.8.2.2).
	 */
	private static boolean comesTwice(Instant at, ZoneId zone) {
		return zone.getRules().getValidOffsets(LocalDateTime.ofInstant(at, zone)).size() > 1;
	}

	private static URI mailto(String address) {
		try {
			return new URI("mailto", address, null);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("An address makes no URI", ex);
		}
	}

	private static String write(@Nullable Method method, ZoneId zone, List<CalendarEvent> events, List<VEvent> told,
			List<XProperty> more) {
		Calendar calendar = new Calendar();
		calendar.add(ImmutableVersion.VERSION_2_0);
		calendar.add(new ProdId(PRODUCT));
		calendar.add(ImmutableCalScale.GREGORIAN);
		if (method != null) {
			calendar.add(method);
		}
		more.forEach((property) -> calendar.add(property));
		Instant from = events.stream().map(CalendarEvent::start).min(Comparator.naturalOrder()).orElse(null);
		Instant until = events.stream().map(CalendarEvent::end).max(Comparator.naturalOrder()).orElse(null);
		if (from != null && until != null) {
			calendar.add(TimeZones.of(zone, from, until));
		}
		told.forEach((event) -> calendar.add(event));
		StringWriter written = new StringWriter();
		try {
			new CalendarOutputter(false).output(calendar, written);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return written.toString();
	}

}
