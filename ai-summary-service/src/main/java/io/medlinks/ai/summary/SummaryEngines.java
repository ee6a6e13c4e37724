package io.medlinks.ai.summary;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The engines in the order in which they are asked. The first whose sentences hold writes
 * the summary; the last is embedded and always can. What the urgency rules call an
 * emergency stands before what any of them writes.
 */
final class SummaryEngines {

	private static final Logger log = LoggerFactory.getLogger(SummaryEngines.class);

	private final List<SummaryGenerator> engines;

	private final RedFlags redFlags;

	SummaryEngines(List<SummaryGenerator> engines, RedFlags redFlags) {
		this.engines = List.copyOf(engines);
		this.redFlags = redFlags;
	}

	/** The name of the engine that is asked first. */
	String preferred() {
		return this.engines.getFirst().engine();
	}

	Mono<Written> write(SummaryRequest request) {
		return Flux.fromIterable(this.engines)
			.concatMap((engine) -> ask(engine, request), 1)
			.next()
			.map((written) -> new Written(written.engine(),
					Stream.concat(this.redFlags.in(request).stream(), written.sentences().stream()).toList()));
	}

	private static Mono<Written> ask(SummaryGenerator engine, SummaryRequest request) {
		return Mono.defer(() -> engine.write(request))
			.flatMap((sentences) -> verified(engine.engine(), sentences, request.basis()))
			.onErrorResume((failure) -> {
				log.warn("The engine {} wrote no summary ({}); the next one is asked", engine.engine(),
						failure.getClass().getSimpleName());
				return Mono.empty();
			});
	}

	/**
	 * Drops each sentence without evidence, or with evidence that is not in what was
	 * read. An engine that invents more than it reports is not believed at all.
	 */
	private static Mono<Written> verified(String engine, List<SummarySentence> sentences, Set<Evidence> basis) {
		List<SummarySentence> grounded = sentences.stream()
			.filter((sentence) -> !sentence.text().value().isBlank() && !sentence.evidence().isEmpty()
					&& basis.containsAll(sentence.evidence()))
			.toList();
		int dropped = sentences.size() - grounded.size();
		if (grounded.isEmpty() || dropped > grounded.size()) {
			log.warn("The engine {} wrote {} sentences of which {} had no verified evidence", engine, sentences.size(),
					dropped);
			return Mono.empty();
		}
		return Mono.just(new Written(engine, grounded));
	}

	/**
	 * Verified sentences and who wrote them.
	 */
	record Written(String engine, List<SummarySentence> sentences) {

	}

}
