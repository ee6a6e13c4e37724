package io.medlinks.scheduling.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import org.jspecify.annotations.Nullable;

/**
 * Zones as calendars need them: all that happens to a zone's clocks in one stretch of
 * time, by the same rules that this service computes with. RFC 5545, 3.6.5.
 */
final class TimeZones {

	/** Where a zone's clocks never changed before the stretch. */
	private static final LocalDateTime EVER = LocalDateTime.of(1970, 1, 1, 0, 0);

	private TimeZones() {
	}

	static VTimeZone of(ZoneId zone, Instant from, Instant until) {
		VTimeZone described = new VTimeZone();
		described.add(new TzId(zone.getId()));
		ZoneRules rules = zone.getRules();
		@Nullable ZoneOffsetTransition transition = rules.previousTransition(from.plusMillis(1));
		if (transition == null) {
			described.add(observance(false, EVER, rules.getOffset(from), rules.getOffset(from)));
			transition = rules.nextTransition(from);
		}
		while (transition != null && !transition.getInstant().isAfter(until)) {
			described.add(observance(rules.isDaylightSavings(transition.getInstant()), transition.getDateTimeBefore(),
					transition.getOffsetBefore(), transition.getOffsetAfter()));
			transition = rules.nextTransition(transition.getInstant());
		}
		return described;
	}

	private static Observance observance(boolean daylight, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
		Observance observance = daylight ? new Daylight() : new Standard();
		observance.add(new DtStart<>(from));
		observance.add(new TzOffsetFrom(before));
		observance.add(new TzOffsetTo(after));
		return observance;
	}

}
