package io.medlinks.ai.interview;

import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Mono;

/**
 * Chooses the words of an interview. What is asked, and what is an emergency, is decided
 * before; whoever asked checks the words.
 */
public interface Interviewer {

	/** The engine's name as readers see it. */
	String engine();

	/**
	 * Puts a question.
	 * @param request the question and what it is about
	 * @return its words; an error where the engine cannot
	 */
	Mono<String> ask(QuestionRequest request);

	/**
	 * Puts together what was told.
	 * @param request what was told
	 * @return the text; an error where the engine cannot
	 */
	Mono<PatientText> tell(TextRequest request);

}
