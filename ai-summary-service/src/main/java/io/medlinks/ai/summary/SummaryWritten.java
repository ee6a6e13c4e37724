package io.medlinks.ai.summary;

import java.time.Instant;
import java.util.List;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;

/**
 * A summary of a patient's entries was written.
 */
record SummaryWritten(String summaryId, String patientId, long version, String engine, Instant writtenAt,
		Content content) {

	static final Topic TOPIC = new Topic("medlinks.ai.summary");

	static final EventType TYPE = new EventType("medlinks.ai.summary-written.v1", TOPIC);

	record Content(List<SummarySentence> sentences) {

	}

}
