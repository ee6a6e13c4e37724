package io.medlinks.scheduling.calendar;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The few words that calendars show, in the reader's language. None says anything of
 * anybody's health.
 */
public final class CalendarWords {

	private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

	private CalendarWords() {
	}

	/**
	 * What an appointment is called.
	 * @param language the BCP 47 tag of the reader's language
	 */
	public static String title(String language) {
		return word("appointment", language);
	}

	/** What a feed is called. */
	static String name(String language) {
		return word("name", language);
	}

	private static String word(String key, String language) {
		return ResourceBundle.getBundle("messages.calendar", Locale.forLanguageTag(language), EXACT).getString(key);
	}

}
