package io.medlinks.ai.chat;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The language in which somebody is spoken to.
 */
public enum ChatLanguage {

	/** English, the language of the articles. */
	@JsonProperty("en")
	EN,

	/** German. */
	@JsonProperty("de")
	DE,

	/** Arabic. */
	@JsonProperty("ar")
	AR;

	/** The language's locale; its figures are Latin, as those that people type. */
	Locale locale() {
		return switch (this) {
			case EN -> Locale.UK;
			case DE -> Locale.GERMANY;
			case AR -> Locale.forLanguageTag("ar-u-nu-latn");
		};
	}

	/** The language's code in files. */
	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
