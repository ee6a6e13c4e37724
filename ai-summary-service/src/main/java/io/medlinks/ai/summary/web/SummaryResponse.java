package io.medlinks.ai.summary.web;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.summary.Evidence;
import io.medlinks.ai.summary.SummarySentence;
import io.medlinks.ai.summary.SummaryView;
import io.medlinks.platform.version.ExpectedVersion;
import io.swagger.v3.oas.annotations.media.Schema;

import org.springframework.http.ResponseEntity;

/**
 * A summary, which engine wrote it, and what each sentence rests on.
 *
 * @param version rises with each writing
 * @param engine which engine wrote it
 * @param writtenAt when
 * @param sentences what it says
 * @param newerEntries how many newer entries are not included yet
 */
record SummaryResponse(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) long version,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String engine,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant writtenAt,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Sentence> sentences,
		@Schema(requiredMode = Schema.RequiredMode.REQUIRED) int newerEntries) {

	static ResponseEntity<SummaryResponse> of(SummaryView summary) {
		SummaryResponse body = new SummaryResponse(summary.version(), summary.engine(), summary.writtenAt(),
				summary.sentences().stream().map(Sentence::of).toList(), summary.newerEntries());
		return ResponseEntity.ok().eTag(ExpectedVersion.tag(summary.version())).body(body);
	}

	/**
	 * A sentence.
	 */
	record Sentence(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<EvidenceItem> evidence) {

		static Sentence of(SummarySentence sentence) {
			return new Sentence(sentence.text().value(), sentence.evidence().stream().map(EvidenceItem::of).toList());
		}

		@Override
		public String toString() {
			return "Sentence[]";
		}

	}

	/**
	 * An entry version behind a sentence.
	 */
	record EvidenceItem(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String entryId,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) long version) {

		static EvidenceItem of(Evidence evidence) {
			return new EvidenceItem(evidence.entryId(), evidence.version());
		}

	}

}
