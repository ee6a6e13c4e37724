package io.medlinks.ai.knowledge;

/**
 * A passage that fits what was asked.
 *
 * @param article the article
 * @param number the passage's number in it
 * @param score how well it fits; comparable within one search
 */
public record FoundPassage(Article article, int number, double score) {

	/** The passage itself. */
	public Article.Passage passage() {
		return this.article.passage(this.number);
	}

	/** The passage's name across all articles, such as {@code headache/2}. */
	public String id() {
		return this.article.id() + "/" + this.number;
	}

}
