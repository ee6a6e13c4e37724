package io.medlinks.ai.chat;

import java.util.List;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.knowledge.Article;
import io.medlinks.ai.knowledge.KnowledgeBase;
import io.medlinks.ai.knowledge.KnowledgeFixtures;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCheckTests {

	private static final KnowledgeBase KNOWLEDGE = KnowledgeFixtures.all();

	private final AnswerCheck check = new AnswerCheck(KNOWLEDGE.terms(), UrgencyRules.load());

	static List<Article> articles() {
		return KNOWLEDGE.articles();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Stress and missed meals can set off a headache.",
			"Too little sleep can set off a headache, often within 30 minutes." })
	void showsWhatItsSourceSays(String text) {
		assertThat(holds(text, 1)).isTrue();
	}

	@Test
	void showsWhenToCallAsItsSourceSays() {
		assertThat(holds("Call the emergency number if a headache comes all at once and is the worst of your life.", 3))
			.isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bananas grow on tall plants in warm countries.", "You have a headache from stress.",
			"It sounds like stress and missed meals.", "This is just a headache from stress.",
			"It is probably a headache from missed meals.", "A headache from stress is nothing to worry about.",
			"Do not call a doctor for a headache from stress.", "A headache from missed meals is harmless.",
			"Take 400 mg for a headache from stress.", "Stress can set off a headache within 45 minutes.",
			"Stress can set off a headache, see https://example.org for sleep.",
			"A headache with stress and chest pain that spreads to the arm can come from missed meals." })
	void keepsBackWhatDoesNotHold(String text) {
		assertThat(holds(text, 1)).isFalse();
	}

	@Test
	void keepsBackWhatCitesNothingOrSomethingThatWasNotGiven() {
		AssistantRequest request = ChatFixtures.headache("What sets off a headache?");
		String text = "Stress and missed meals can set off a headache.";
		assertThat(this.check.holds(ChatFixtures.said("model", text), request)).isFalse();
		assertThat(
				this.check.holds(ChatFixtures.said("model", text, new Citation("invented", null, null, null)), request))
			.isFalse();
		DiaryEntry foreign = ChatFixtures.entry("entry-9", text);
		assertThat(this.check.holds(ChatFixtures.said("model", text, Citation.of(foreign)), request)).isFalse();
	}

	@Test
	void quotesThePatientWhateverTheyWrote() {
		DiaryEntry entry = ChatFixtures.entry("entry-1", "I took 400 mg, it is just a headache");
		AssistantRequest request = ChatFixtures.headache("What did I write?", entry);
		AnswerSentence quoted = new AnswerSentence(ExtractiveAssistant.ENGINE, SentenceKind.ENTRY,
				new PatientText("On 23 November 2026 you wrote: “I took 400 mg, it is just a headache”"),
				List.of(Citation.of(entry)));
		assertThat(this.check.holds(quoted, request)).isTrue();
		AnswerSentence claimed = new AnswerSentence("model", SentenceKind.ENTRY, quoted.text(), quoted.citations());
		assertThat(this.check.holds(claimed, request)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("articles")
	void findsNoDoseNoDiagnosisAndNothingMadeSmallInAnArticle(Article article) {
		assertThat(article.passages()).extracting(Article.Passage::text).allMatch(AnswerCheck::isSafe);
	}

	private boolean holds(String text, int passage) {
		return this.check.holds(ChatFixtures.said("model", text, Citation.of(ChatFixtures.passage(passage))),
				ChatFixtures.headache("What sets off a headache?"));
	}

}
