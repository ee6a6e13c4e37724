package io.medlinks.platform.live;

/**
 * Says which row of a live view changed. It carries no state: whoever streams it reads
 * the row as it is then, so a change overtaken by a later one can do no harm.
 *
 * @param type the row's type, such as {@code entry}
 * @param key the row's key within its type
 */
public record LiveChange(String type, String key) {

	/** That the reader's rights changed, which is no row. */
	static final LiveChange OF_RIGHTS = new LiveChange("rights", "");

}
