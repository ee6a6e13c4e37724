package io.medlinks.ai.chat;

import java.util.List;

import io.medlinks.platform.text.PatientText;

/**
 * A sentence, or a few that belong together, of an answer.
 *
 * @param engine which engine wrote it
 * @param kind what it is
 * @param text the words; they may quote the patient
 * @param citations what it rests on; empty for a frame only
 */
public record AnswerSentence(String engine, SentenceKind kind, PatientText text, List<Citation> citations) {

	/**
	 * A fixed sentence.
	 */
	static AnswerSentence frame(String text) {
		return new AnswerSentence(ExtractiveAssistant.ENGINE, SentenceKind.FRAME, new PatientText(text), List.of());
	}

}
