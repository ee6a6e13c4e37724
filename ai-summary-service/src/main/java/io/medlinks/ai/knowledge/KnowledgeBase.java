package io.medlinks.ai.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All articles, searched by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
 * Framework: BM25 and Beyond", 2009) over passages. An article is found only where what
 * it is about was asked for: its title or its words share a term with the question.
 */
public final class KnowledgeBase {

	private static final double K1 = 1.2;

	private static final double B = 0.75;

	/** How much a term in the title or among the words of the article counts. */
	private static final double SUBJECT = 3.0;

	/** The share of the question that must be known, by weight. */
	private static final double LEAST_COVERAGE = 0.3;

	private final Terms terms;

	private final Map<String, Article> articles = new LinkedHashMap<>();

	private final List<Indexed> passages = new ArrayList<>();

	/** The terms that an article knows, by its id. */
	private final Map<String, Set<String>> known = new HashMap<>();

	private final Map<String, Integer> frequency = new HashMap<>();

	private final double averageLength;

	KnowledgeBase(Terms terms, List<Article> articles) {
		this.terms = terms;
		for (Article article : articles) {
			this.articles.put(article.id(), article);
			Set<String> subject = new HashSet<>(terms.of(article.title()));
			article.words().forEach((word) -> subject.addAll(terms.of(word)));
			for (int number = 1; number <= article.passages().size(); number++) {
				Indexed passage = Indexed.of(article, number, subject, terms.of(article.passage(number).text()));
				this.passages.add(passage);
				this.known.computeIfAbsent(article.id(), (_) -> new HashSet<>()).addAll(passage.all());
				passage.all().forEach((term) -> this.frequency.merge(term, 1, Integer::sum));
			}
		}
		this.averageLength = this.passages.stream().mapToInt(Indexed::length).average().orElse(1);
	}

	/** All articles, by id. */
	public List<Article> articles() {
		return List.copyOf(this.articles.values());
	}

	/** What words mean here. */
	public Terms terms() {
		return this.terms;
	}

	/**
	 * All passages of one article.
	 * @param articleId the article
	 */
	public List<FoundPassage> passagesOf(String articleId) {
		return this.passages.stream()
			.filter((passage) -> passage.article().id().equals(articleId))
			.map((passage) -> new FoundPassage(passage.article(), passage.number(), 0))
			.toList();
	}

	/**
	 * The passages that fit a question, the best first; empty where nothing is known of
	 * it.
	 * @param question what somebody asks
	 */
	public List<FoundPassage> search(String question) {
		Set<String> wanted = this.terms.ofQuestion(question);
		Set<String> explained = this.terms.explained(question);
		double weight = wanted.stream()
			.filter((term) -> this.frequency.containsKey(term) || !explained.contains(term))
			.mapToDouble(this::weight)
			.sum();
		return this.passages.stream()
			.filter((passage) -> wanted.stream().anyMatch(passage.subject()::contains))
			.filter((passage) -> covered(passage.article(), wanted) >= LEAST_COVERAGE * weight)
			.map((passage) -> new FoundPassage(passage.article(), passage.number(), score(passage, wanted)))
			.sorted(Comparator.comparingDouble(FoundPassage::score).reversed().thenComparing(FoundPassage::id))
			.toList();
	}

	/** How much of what is wanted an article knows of. */
	private double covered(Article article, Set<String> wanted) {
		Set<String> terms = this.known.getOrDefault(article.id(), Set.of());
		return wanted.stream().filter(terms::contains).mapToDouble(this::weight).sum();
	}

	/** A word that no article knows weighs as much as one that a single passage knows. */
	private double weight(String term) {
		int found = Math.max(1, this.frequency.getOrDefault(term, 0));
		return Math.log(1 + (this.passages.size() - found + 0.5) / (found + 0.5));
	}

	private double score(Indexed passage, Set<String> wanted) {
		double score = 0;
		for (String term : wanted) {
			double count = passage.counts().getOrDefault(term, 0) + (passage.subject().contains(term) ? SUBJECT : 0);
			double norm = K1 * (1 - B + B * passage.length() / this.averageLength);
			score += weight(term) * count * (K1 + 1) / (count + norm);
		}
		return score;
	}

	private record Indexed(Article article, int number, Set<String> subject, Map<String, Integer> counts, int length,
			Set<String> all) {

		static Indexed of(Article article, int number, Set<String> subject, List<String> terms) {
			Map<String, Integer> counts = new HashMap<>();
			terms.forEach((term) -> counts.merge(term, 1, Integer::sum));
			Set<String> all = new HashSet<>(subject);
			all.addAll(terms);
			return new Indexed(article, number, Set.copyOf(subject), Map.copyOf(counts), terms.size(), Set.copyOf(all));
		}

	}

}
