package io.medlinks.ai.chat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.diary.EntryStatus;
import io.medlinks.ai.knowledge.Article;
import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.platform.text.PatientText;

/**
 * Questions about a headache, and what an answer may rest on.
 */
public final class ChatFixtures {

	private static final Article HEADACHE = new Article("headache", "Headache", "everyone", LocalDate.of(2026, 11, 24),
			List.of("headache"),
			List.of(new Article.Passage("know",
					"Stress, too little sleep and missed meals can set off a headache. Many people get one within 30 minutes."),
					new Article.Passage("do", "Rest in a quiet, dark room. Drink water."),
					new Article.Passage("help",
							"Call the emergency number if a headache comes all at once and is the worst of your life.")),
			List.of(new Article.Source("MedlinePlus", "Headache", "https://medlineplus.gov/headache.html")));

	private ChatFixtures() {
	}

	/**
	 * Asks about a headache.
	 */
	public static AssistantRequest headache(String question, DiaryEntry... entries) {
		return new AssistantRequest(ChatLanguage.EN, new PatientText(question), List.of(),
				List.of(passage(1), passage(2), passage(3)), List.of(entries), Optional.of(ana()), Set.of());
	}

	/**
	 * A passage of the article.
	 */
	public static FoundPassage passage(int number) {
		return new FoundPassage(HEADACHE, number, 10 - number);
	}

	/**
	 * An entry of Ana Reis.
	 */
	public static DiaryEntry entry(String id, String text, ReportedSymptom... symptoms) {
		return new DiaryEntry(id, 3, "patient-ana", EntryStatus.ACTIVE, Instant.parse("2026-11-23T08:00:00Z"),
				new PatientText(text), OffsetDateTime.parse("2026-11-23T08:00:00Z"), List.of(symptoms));
	}

	/**
	 * Ana Reis.
	 */
	public static PatientProfile ana() {
		return new PatientProfile("patient-ana", 1, "Ana Reis", LocalDate.of(1987, 4, 12), "female",
				"ana.reis@example.org", "+351 900 000 001", "Europe/Lisbon", "PT-000-001", "Rua das Flores 1, Lisboa");
	}

	/**
	 * What an engine says.
	 */
	public static AnswerSentence said(String engine, String text, Citation... citations) {
		return new AnswerSentence(engine, SentenceKind.SOURCE, new PatientText(text), List.of(citations));
	}

}
