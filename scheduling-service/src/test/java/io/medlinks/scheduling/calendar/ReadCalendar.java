package io.medlinks.scheduling.calendar;

import java.util.ArrayList;
import java.util.List;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.io.ParseWarning;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A calendar as a program reads it that shares nothing with the one that wrote it.
 */
public final class ReadCalendar {

	private ReadCalendar() {
	}

	/**
	 * Reads a calendar, which must leave nothing to complain about.
	 * @param text the calendar
	 */
	public static ICalendar of(String text) {
		List<List<ParseWarning>> warnings = new ArrayList<>();
		List<ICalendar> calendars = Biweekly.parse(text).warnings(warnings).all();
		assertThat(calendars).hasSize(1);
		assertThat(warnings).allSatisfy((ofOne) -> assertThat(ofOne).isEmpty());
		ICalendar calendar = calendars.getFirst();
		assertThat(calendar.validate(ICalVersion.V2_0)).isEmpty();
		return calendar;
	}

}
