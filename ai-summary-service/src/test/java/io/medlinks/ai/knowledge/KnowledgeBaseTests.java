package io.medlinks.ai.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class KnowledgeBaseTests {

	private static KnowledgeBase knowledge;

	@BeforeAll
	static void load() throws IOException {
		knowledge = KnowledgeConfiguration.load();
	}

	static List<Asked> known() throws IOException {
		return questions().known();
	}

	static List<String> unknown() throws IOException {
		return questions().unknown();
	}

	private static Questions questions() throws IOException {
		try (InputStream file = new ClassPathResource("knowledge/questions.json").getInputStream()) {
			return JsonMapper.shared().readValue(file, Questions.class);
		}
	}

	@ParameterizedTest
	@MethodSource("known")
	void findsTheArticle(Asked asked) {
		List<FoundPassage> found = knowledge.search(asked.question());
		assertThat(found).as(asked.question()).isNotEmpty();
		assertThat(found.getFirst().article().id()).as(asked.question()).isIn(asked.articles());
	}

	@ParameterizedTest
	@MethodSource("unknown")
	void findsNothingWhereNothingIsKnown(String question) {
		assertThat(knowledge.search(question)).extracting(FoundPassage::id).isEmpty();
	}

	@Test
	void namesEachPassageByArticleAndPlace() {
		FoundPassage first = knowledge.search("migraine").getFirst();
		assertThat(first.id()).isEqualTo("migraine/" + first.number());
		assertThat(first.passage()).isEqualTo(first.article().passages().get(first.number() - 1));
		assertThat(knowledge.passagesOf("medicines-safety")).isNotEmpty()
			.allSatisfy((passage) -> assertThat(passage.article().id()).isEqualTo("medicines-safety"));
	}

	@Test
	void recognisesAQuestionThatSaysNothingOfItsOwn() {
		assertThat(knowledge.terms().isBare("And how long does it last?")).isTrue();
		assertThat(knowledge.terms().isBare("And how long does a cold last?")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "headaches, headach", "headache, headach", "vomiting, vomit", "coughing, cough", "allergies, allergy",
			"allergy, allergy", "virus, virus", "swelling, swell", "ache, ach", "aches, ach" })
	void findsTheStem(String word, String stem) {
		assertThat(Terms.stem(word)).isEqualTo(stem);
	}

	record Questions(List<Asked> known, List<String> unknown) {

	}

	record Asked(String question, List<String> articles) {

	}

}
