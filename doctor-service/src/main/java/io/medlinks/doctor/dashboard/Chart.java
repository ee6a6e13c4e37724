package io.medlinks.doctor.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of one patient for one doctor, as far as it has arrived.
 *
 * @param link whether the doctor treats the patient
 * @param patient the profile; null while it has not arrived
 * @param entries the entries, also withdrawn ones
 * @param assessments the assessments, also of entries that have not arrived
 * @param acknowledgements what any doctor acknowledged
 * @param appointments the appointments with this doctor
 * @param summary the summary; null while there is none
 */
record Chart(Fact.CareLink link, Fact.@Nullable Patient patient, List<Fact.Entry> entries,
		List<Fact.Assessment> assessments, List<Fact.Acknowledgement> acknowledgements,
		List<Fact.Appointment> appointments, Fact.@Nullable Summary summary) {

	/** What a doctor may know who does not treat the patient. */
	static Chart closed(Fact.CareLink link) {
		return new Chart(link, null, List.of(), List.of(), List.of(), List.of(), null);
	}

}
