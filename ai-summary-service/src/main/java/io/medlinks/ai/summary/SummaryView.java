package io.medlinks.ai.summary;

import java.time.Instant;
import java.util.List;

/**
 * A summary as it is read.
 *
 * @param version rises with each writing
 * @param engine which engine wrote it
 * @param writtenAt when
 * @param sentences what it says
 * @param newerEntries how many of the newest entries it does not include, or includes in
 * an older version
 */
public record SummaryView(long version, String engine, Instant writtenAt, List<SummarySentence> sentences,
		int newerEntries) {

}
