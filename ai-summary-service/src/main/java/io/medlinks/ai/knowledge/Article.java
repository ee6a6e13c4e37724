package io.medlinks.ai.knowledge;

import java.time.LocalDate;
import java.util.List;

/**
 * A short article written for MedLinks in plain words. It says what is known, names no
 * dose and makes no diagnosis.
 *
 * @param id its id, which is also its file's name
 * @param title what it is about
 * @param audience whom it is for: {@code everyone}, {@code adults}, {@code parents} or
 * {@code pregnant}
 * @param reviewed when its words were last compared with its sources
 * @param words what people say who ask about it
 * @param passages its body; a passage's number is its place, beginning with 1
 * @param sources what it rests on
 */
public record Article(String id, String title, String audience, LocalDate reviewed, List<String> words,
		List<Passage> passages, List<Source> sources) {

	/**
	 * A passage.
	 * @param number its place, beginning with 1
	 */
	public Passage passage(int number) {
		return this.passages.get(number - 1);
	}

	/**
	 * A few sentences that belong together.
	 *
	 * @param kind {@code know} for what is known, {@code do} for what people can do,
	 * {@code help} for when to get help
	 * @param text the sentences
	 */
	public record Passage(String kind, String text) {

		/** Whether it says when to get help, which is never left out. */
		public boolean isHelp() {
			return "help".equals(this.kind);
		}

	}

	/**
	 * A public source.
	 *
	 * @param publisher who published it
	 * @param title its title
	 * @param url where it is, an https address
	 */
	public record Source(String publisher, String title, String url) {

	}

}
