package io.medlinks.doctor.dashboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Which doctors of a care team have acknowledged or at least opened which versions of
 * entries.
 */
final class Coverage {

	private static final Comparator<Fact.Acknowledgement> LATEST = Comparator.comparing(Fact.Acknowledgement::at)
		.thenComparing(Fact.Acknowledgement::id);

	private final Map<String, Set<EntryVersion>> coveredFor = new HashMap<>();

	private final Map<EntryVersion, Fact.Acknowledgement> latest = new HashMap<>();

	/** The newest opened version of each entry, by doctor. */
	private final Map<String, Map<String, Long>> openedBy = new HashMap<>();

	/**
	 * The coverage of some entries.
	 * @param links the care team; whoever has left it does not count
	 * @param acknowledgements all that name a version of these entries
	 * @param marks all marks on these entries
	 */
	Coverage(Collection<Fact.CareLink> links, Collection<Fact.Acknowledgement> acknowledgements,
			Collection<ReadMark> marks) {
		acknowledgements.forEach((acknowledgement) -> acknowledgement.covers()
			.forEach((version) -> this.latest.merge(version, acknowledgement, BinaryOperator.maxBy(LATEST))));
		for (Fact.CareLink link : links) {
			if (link.active()) {
				Set<EntryVersion> covered = new HashSet<>();
				acknowledgements.stream()
					.filter((acknowledgement) -> acknowledgement.countsFor(link))
					.forEach((acknowledgement) -> covered.addAll(acknowledgement.covers()));
				this.coveredFor.put(link.doctorId(), covered);
			}
		}
		marks.forEach((mark) -> this.openedBy.computeIfAbsent(mark.doctorId(), (_) -> new HashMap<>())
			.put(mark.entryId(), mark.version()));
	}

	/** The care team. */
	Set<String> doctors() {
		return this.coveredFor.keySet();
	}

	/** The doctors who have not acknowledged a version yet. */
	List<String> doctorsWithout(EntryVersion version) {
		return this.coveredFor.entrySet()
			.stream()
			.filter((doctor) -> !doctor.getValue().contains(version))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * Who acknowledged a version last, of the care team or not; null where nobody did.
	 */
	@Nullable SeenBy seenBy(EntryVersion version) {
		Fact.Acknowledgement last = this.latest.get(version);
		return (last != null) ? new SeenBy(last.doctorId(), last.doctorName(), last.at()) : null;
	}

	/** The doctors who have opened a version. */
	List<String> doctorsWhoOpened(EntryVersion version) {
		return doctors().stream().filter((doctor) -> hasOpened(doctor, version)).sorted().toList();
	}

	private boolean hasOpened(String doctorId, EntryVersion version) {
		return this.openedBy.getOrDefault(doctorId, Map.of()).getOrDefault(version.entryId(), 0L) >= version.version();
	}

}
