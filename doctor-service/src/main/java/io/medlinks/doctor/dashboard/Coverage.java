package io.medlinks.doctor.dashboard;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which doctors of a care team have looked at which versions of entries.
 */
final class Coverage {

	private final Map<String, Set<EntryVersion>> coveredFor = new HashMap<>();

	/**
	 * The coverage of some entries.
	 * @param links the care team; whoever has left it does not count
	 * @param acknowledgements all that name a version of these entries
	 */
	Coverage(Collection<Fact.CareLink> links, Collection<Fact.Acknowledgement> acknowledgements) {
		for (Fact.CareLink link : links) {
			if (link.active()) {
				Set<EntryVersion> covered = new HashSet<>();
				acknowledgements.stream()
					.filter((acknowledgement) -> acknowledgement.countsFor(link))
					.forEach((acknowledgement) -> covered.addAll(acknowledgement.covers()));
				this.coveredFor.put(link.doctorId(), covered);
			}
		}
	}

	/** The care team. */
	Set<String> doctors() {
		return this.coveredFor.keySet();
	}

	/** The doctors who have not looked at a version yet. */
	List<String> doctorsWithout(EntryVersion version) {
		return this.coveredFor.entrySet()
			.stream()
			.filter((doctor) -> !doctor.getValue().contains(version))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

}
