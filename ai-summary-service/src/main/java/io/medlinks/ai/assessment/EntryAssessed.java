package io.medlinks.ai.assessment;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;

/**
 * The urgency rules were applied to a version of an entry.
 */
record EntryAssessed(String assessmentId, String entryId, long entryVersion, String patientId, long version,
		Instant assessedAt, Content content) {

	static final Topic TOPIC = new Topic("medlinks.ai.assessment");

	static final EventType TYPE = new EventType("medlinks.ai.entry-assessed.v1", TOPIC);

	record Content(UrgencyLevel level, List<EntryAssessment.DecidingRule> rules, String ruleset) {

	}

}
