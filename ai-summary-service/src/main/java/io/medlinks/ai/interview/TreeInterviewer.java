package io.medlinks.ai.interview;

import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Mono;

/**
 * Uses the words of the question trees. It needs no model and no network.
 */
final class TreeInterviewer implements Interviewer {

	static final String ENGINE = "trees";

	@Override
	public String engine() {
		return ENGINE;
	}

	@Override
	public Mono<String> ask(QuestionRequest request) {
		return Mono.just(request.question().text());
	}

	@Override
	public Mono<PatientText> tell(TextRequest request) {
		return Mono.just(request.text());
	}

}
