package io.medlinks.ai.chat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FramesTests {

	private final Frames frames = Frames.load();

	@Test
	void areThereInEachLanguage() {
		assertThat(this.frames.all()).isNotEmpty().allSatisfy((name, sentence) -> {
			for (ChatLanguage language : ChatLanguage.values()) {
				assertThat(this.frames.of(language, name)).isNotBlank();
			}
			assertThat(sentence).hasSize(ChatLanguage.values().length);
		});
	}

	@Test
	void takeTheSameValuesInEachLanguage() {
		Map<String, String> wrote = this.frames.all().getOrDefault("wrote", Map.of());
		assertThat(wrote.values()).hasSize(3).allMatch((text) -> text.contains("{day}") && text.contains("{words}"));
	}

	@Test
	void refuseANameThatIsNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.frames.of(ChatLanguage.EN, "nonsense"));
	}

}
