package io.medlinks.ai.assessment;

import java.time.Instant;
import java.util.List;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How urgent the newest known version of an entry is.
 *
 * @param id the entry
 * @param version the assessment's own version; it rises whenever the result changes
 * @param patientId whose entry it is
 * @param entryVersion the version of the entry that was assessed
 * @param level how urgent it is
 * @param rules the rules that decided
 * @param ruleset the version of the rule file
 * @param assessedAt when
 */
@Document("assessments")
record EntryAssessment(@Id String id, long version, String patientId, long entryVersion, UrgencyLevel level,
		List<DecidingRule> rules, String ruleset, Instant assessedAt) {

	static EntryAssessment first(DiaryEntry entry, Urgency urgency, String ruleset, Instant at) {
		return new EntryAssessment(entry.id(), 1, entry.patientId(), entry.version(), urgency.level(),
				DecidingRule.of(urgency), ruleset, at);
	}

	/**
	 * The assessment after another look; null where that changes nothing or looked at an
	 * older version.
	 */
	@Nullable EntryAssessment followedBy(DiaryEntry entry, Urgency urgency, String nextRuleset, Instant at) {
		List<DecidingRule> deciding = DecidingRule.of(urgency);
		boolean same = entry.version() == this.entryVersion && urgency.level() == this.level
				&& deciding.equals(this.rules) && nextRuleset.equals(this.ruleset);
		if (same || entry.version() < this.entryVersion) {
			return null;
		}
		return new EntryAssessment(this.id, this.version + 1, this.patientId, entry.version(), urgency.level(),
				deciding, nextRuleset, at);
	}

	EntryAssessed published() {
		return new EntryAssessed(this.id, this.id, this.entryVersion, this.patientId, this.version, this.assessedAt,
				new EntryAssessed.Content(this.level, this.rules, this.ruleset));
	}

	@Override
	public String toString() {
		return "EntryAssessment[" + this.id + " v" + this.version + "]";
	}

	/**
	 * A rule that decided, as it is published.
	 */
	record DecidingRule(String id, String title, String source) {

		static List<DecidingRule> of(Urgency urgency) {
			return urgency.rules().stream().map(DecidingRule::of).toList();
		}

		private static DecidingRule of(FiredRule rule) {
			return new DecidingRule(rule.id(), rule.title(), rule.source());
		}

	}

}
