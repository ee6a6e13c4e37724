package io.medlinks.ai.chat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.knowledge.Article;
import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.ai.urgency.FiredRule;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence rests on: exactly one of the three.
 *
 * @param ref its name within an answer, such as {@code headache/2}
 * @param passage a passage of an article, or null
 * @param entry an entry of the patient's own diary, or null
 * @param rule an urgency rule, or null
 */
public record Citation(String ref, @Nullable CitedPassage passage, @Nullable CitedEntry entry,
		@Nullable FiredRule rule) {

	/**
	 * A passage.
	 * @param found the passage
	 */
	public static Citation of(FoundPassage found) {
		Article article = found.article();
		return new Citation(found.id(), new CitedPassage(article.id(), found.number(), article.title(),
				found.passage().text(), article.reviewed(), article.sources()), null, null);
	}

	/**
	 * An entry as it stands.
	 * @param entry the entry
	 */
	public static Citation of(DiaryEntry entry) {
		return new Citation(ref(entry), null, new CitedEntry(entry.id(), entry.version(), entry.happenedAt()), null);
	}

	/**
	 * A rule.
	 */
	static Citation of(FiredRule rule) {
		return new Citation("rule/" + rule.id(), null, null, rule);
	}

	static String ref(DiaryEntry entry) {
		return "entry/" + entry.id() + "/" + entry.version();
	}

	/**
	 * A passage as it was when it was cited.
	 *
	 * @param articleId the article
	 * @param number the passage's number in it, beginning with 1
	 * @param title what the article is about
	 * @param text the passage
	 * @param reviewed when the article was last compared with its sources
	 * @param sources what the article rests on
	 */
	public record CitedPassage(String articleId, int number, String title, String text, LocalDate reviewed,
			List<Article.Source> sources) {

	}

	/**
	 * An entry version.
	 *
	 * @param entryId the entry
	 * @param version the version that was read
	 * @param happenedAt when it happened
	 */
	public record CitedEntry(String entryId, long version, OffsetDateTime happenedAt) {

	}

}
