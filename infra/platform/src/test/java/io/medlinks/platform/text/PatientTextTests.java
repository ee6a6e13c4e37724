package io.medlinks.platform.text;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a patient wrote stays whole, and stays out of logs.
 */
class PatientTextTests {

	private static final PatientText TEXT = new PatientText("  My chest\nhurts\tbadly  ");

	@Test
	void showsNothingOfTheWords() {
		assertThat(TEXT.toString()).doesNotContain("chest", "hurts", "badly").contains("24 characters");
		assertThat(new Holder(TEXT).toString()).doesNotContain("chest", "hurts", "badly");
	}

	@Test
	void keepsTheWordsAsWrittenInJson() {
		JsonMapper json = JsonMapper.builder().build();
		assertThat(json.readValue(json.writeValueAsString(new Holder(TEXT)), Holder.class).text()).isEqualTo(TEXT);
		assertThat(json.writeValueAsString(new Holder(new PatientText("cough")))).isEqualTo("{\"text\":\"cough\"}");
	}

	@Test
	void opensOnOneLine() {
		assertThat(TEXT.opening(40)).isEqualTo("My chest hurts badly");
	}

	@Test
	void opensWithWholeWordsAndNeverTooLong() {
		assertThat(TEXT.opening(16)).isEqualTo("My chest hurts…");
		for (int most = 2; most < 25; most++) {
			assertThat(TEXT.opening(most).length()).isLessThanOrEqualTo(most);
		}
	}

	@Test
	void cutsWordsThatAreLongerThanTheOpening() {
		assertThat(new PatientText("Donaudampfschifffahrt").opening(6)).isEqualTo("Donau…");
	}

	@Test
	void neverCutsThroughOneCharacter() {
		assertThat(new PatientText("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00").opening(4)).isEqualTo("\uD83D\uDE00…");
	}

	record Holder(PatientText text) {
	}

}
