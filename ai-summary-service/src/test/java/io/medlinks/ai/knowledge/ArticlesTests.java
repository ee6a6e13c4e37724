package io.medlinks.ai.knowledge;

import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.ai.knowledge.Article.Passage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each article can be read, is short and plain, and says on which US government works,
 * which are in the public domain, it rests.
 */
class ArticlesTests {

	private static final Set<String> HOSTS = Set.of("medlineplus.gov", "www.cdc.gov", "wwwnc.cdc.gov",
			"www.nhlbi.nih.gov", "www.niams.nih.gov", "www.niddk.nih.gov", "www.ninds.nih.gov", "www.nimh.nih.gov",
			"www.nei.nih.gov", "www.nia.nih.gov", "www.fda.gov");

	private static final Set<String> AUDIENCES = Set.of("everyone", "adults", "parents", "pregnant");

	private static final double HIGHEST_GRADE = 8;

	static List<Article> articles() throws IOException {
		return KnowledgeConfiguration.load().articles();
	}

	@Test
	void areManyAndEachHasAnIdOfItsOwn() throws IOException {
		int files = new PathMatchingResourcePatternResolver()
			.getResources("classpath:knowledge/articles/*.json").length;
		assertThat(articles()).hasSizeGreaterThanOrEqualTo(60).hasSize(files);
		assertThat(articles()).extracting(Article::title).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("articles")
	void areComplete(Article article) {
		assertThat(article.id()).matches("[a-z][a-z-]+[a-z]");
		assertThat(getClass().getResource("/knowledge/articles/" + article.id() + ".json")).isNotNull();
		assertThat(article.title()).hasSizeBetween(3, 60);
		assertThat(article.audience()).isIn(AUDIENCES);
		assertThat(article.reviewed()).isBetween(LocalDate.of(2026, 1, 1), LocalDate.of(2030, 1, 1));
		assertThat(article.words()).isNotEmpty().doesNotHaveDuplicates();
		assertThat(article.passages()).hasSizeBetween(2, 8);
		assertThat(article.passages()).extracting(Passage::kind).isSubsetOf("know", "do", "help").contains("help");
	}

	@ParameterizedTest
	@MethodSource("articles")
	void areShortAndPlain(Article article) {
		article.passages().forEach((passage) -> assertThat(passage.text()).hasSizeBetween(40, 500).endsWith("."));
		String whole = article.passages().stream().map(Passage::text).collect(Collectors.joining(" "));
		assertThat(whole).hasSizeBetween(300, 2_000);
		assertThat(ReadingLevel.grade(whole)).isLessThanOrEqualTo(HIGHEST_GRADE);
	}

	@ParameterizedTest
	@MethodSource("articles")
	void restOnPublicSources(Article article) {
		assertThat(article.sources()).isNotEmpty().allSatisfy((source) -> {
			assertThat(source.publisher()).isNotBlank();
			assertThat(source.title()).isNotBlank();
			URI url = URI.create(source.url());
			assertThat(url.getScheme()).isEqualTo("https");
			assertThat(HOSTS).contains(url.getHost());
			assertThat(url.getPath()).hasSizeGreaterThan(3).doesNotStartWith("/ency/");
		});
	}

	@Test
	void areMeasuredByTheFormulaAsPublished() {
		assertThat(ReadingLevel.syllables("table")).isEqualTo(2);
		assertThat(ReadingLevel.syllables("make")).isEqualTo(1);
		assertThat(ReadingLevel.grade("The cat sat on the mat.")).isLessThan(1);
		assertThat(ReadingLevel.grade(
				"Epidemiological investigations necessitate comprehensive interdisciplinary collaboration between institutions."))
			.isGreaterThan(HIGHEST_GRADE);
	}

}
