package io.medlinks.platform.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Words that a patient wrote, kept exactly as written. {@link #toString()} shows none of
 * them, so that no log, trace or message can.
 *
 * @param value the words
 */
public record PatientText(@JsonValue String value) {

	/**
	 * Wraps the words as they are.
	 * @param value the words
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public PatientText {
	}

	/**
	 * The first words of the text on one line.
	 * @param most how many characters at the most, counting the ellipsis
	 */
	public String opening(int most) {
		String line = this.value.strip().replaceAll("\\s+", " ");
		if (line.length() <= most) {
			return line;
		}
		int end = line.lastIndexOf(' ', most - 1);
		return line.substring(0, (end > most / 2) ? end : wholeCharacters(line, most - 1)) + "…";
	}

	/** Half of a character that takes two places is no text that can be sent. */
	private static int wholeCharacters(String line, int end) {
		return (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) ? end - 1 : end;
	}

	@Override
	public String toString() {
		return "PatientText[" + this.value.length() + " characters]";
	}

}
