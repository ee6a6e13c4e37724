package io.medlinks.ai.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the articles, one file each, and the words of people who ask.
 */
@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

	private static final String ARTICLES = "classpath*:knowledge/articles/*.json";

	private static final String WORDS = "knowledge/words.json";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		.build();

	@Bean
	KnowledgeBase knowledgeBase() throws IOException {
		return load();
	}

	static KnowledgeBase load() throws IOException {
		List<Article> articles = new ArrayList<>();
		for (Resource file : new PathMatchingResourcePatternResolver().getResources(ARTICLES)) {
			try (InputStream in = file.getInputStream()) {
				articles.add(JSON.readValue(in, Article.class));
			}
		}
		articles.sort(Comparator.comparing(Article::id));
		try (InputStream in = new ClassPathResource(WORDS).getInputStream()) {
			return new KnowledgeBase(JSON.readValue(in, WordsFile.class).terms(), articles);
		}
	}

	/**
	 * The words of people who ask.
	 *
	 * @param small words that say nothing about the subject
	 * @param lay by language, what lay words stand for
	 */
	record WordsFile(List<String> small, Map<String, Map<String, String>> lay) {

		Terms terms() {
			Map<String, String> all = new LinkedHashMap<>();
			this.lay.values().forEach(all::putAll);
			return new Terms(this.small, all);
		}

	}

}
