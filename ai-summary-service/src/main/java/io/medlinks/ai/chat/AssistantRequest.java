package io.medlinks.ai.chat;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.platform.text.PatientText;

/**
 * A question and what its answer may rest on.
 *
 * @param language in which the patient is spoken to
 * @param question the patient's words
 * @param earlier what the patient asked before in this thread, oldest first
 * @param passages the passages that fit, in the order in which they are to be told
 * @param entries the patient's own entries that fit, newest first
 * @param profile what is known of the patient
 * @param told the names of what was cited already
 */
public record AssistantRequest(ChatLanguage language, PatientText question, List<PatientText> earlier,
		List<FoundPassage> passages, List<DiaryEntry> entries, Optional<PatientProfile> profile, Set<String> told) {

	/** Whether there is nothing that an answer could rest on. */
	boolean isBaseless() {
		return this.passages.isEmpty() && this.entries.isEmpty();
	}

	/** The same after more was told. */
	AssistantRequest after(Set<String> more) {
		Set<String> all = new HashSet<>(this.told);
		all.addAll(more);
		return new AssistantRequest(this.language, this.question, this.earlier, this.passages, this.entries,
				this.profile, Set.copyOf(all));
	}

	/** The same with the passages that say when to get help only. */
	AssistantRequest helpOnly() {
		return new AssistantRequest(this.language, this.question, this.earlier,
				this.passages.stream().filter((found) -> found.passage().isHelp()).toList(), List.of(), this.profile,
				this.told);
	}

	/** The day of an entry where the patient lives, or where the entry was written. */
	ZoneId zone(DiaryEntry entry) {
		return this.profile.map(PatientProfile::zone)
			.filter(ZoneId.getAvailableZoneIds()::contains)
			.map(ZoneId::of)
			.orElse(entry.happenedAt().getOffset());
	}

	@Override
	public String toString() {
		return "AssistantRequest[" + this.passages.size() + " passages, " + this.entries.size() + " entries]";
	}

}
