package io.medlinks.ai.summary;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Writes the sentences of a summary. Whatever it claims is checked by whoever asked.
 */
public interface SummaryGenerator {

	/** The engine's name as readers see it. */
	String engine();

	/**
	 * Writes.
	 * @param request what to write from
	 * @return the sentences; an error where the engine cannot
	 */
	Mono<List<SummarySentence>> write(SummaryRequest request);

}
