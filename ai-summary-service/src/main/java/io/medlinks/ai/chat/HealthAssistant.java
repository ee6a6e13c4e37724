package io.medlinks.ai.chat;

import reactor.core.publisher.Flux;

/**
 * Puts the sentences of an answer together, from the passages and entries it is given and
 * nothing else. Whatever it says is checked sentence by sentence by whoever asked.
 */
public interface HealthAssistant {

	/** The engine's name as readers see it. */
	String engine();

	/**
	 * Answers.
	 * @param request the question and what the answer may rest on
	 * @return the sentences, each with what it rests on; an error where the engine cannot
	 * go on
	 */
	Flux<AnswerSentence> answer(AssistantRequest request);

}
