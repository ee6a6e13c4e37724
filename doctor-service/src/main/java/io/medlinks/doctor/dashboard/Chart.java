package io.medlinks.doctor.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a row is made of: what is known of one patient for one doctor, as far as it has
 * arrived. It does not grow with what the doctor has seen.
 *
 * @param link whether the doctor treats the patient
 * @param patient the profile; null while it has not arrived
 * @param backlog what waits for this doctor
 * @param newest the newest entry, waiting or not; null while there is none
 * @param assessments the assessments of the most urgent that waits
 * @param acknowledgements what any doctor acknowledged of what waits, and of the newest
 * @param appointments the appointments with this doctor
 * @param summary the summary; null while there is none
 */
record Chart(Fact.CareLink link, Fact.@Nullable Patient patient, Backlog backlog, Fact.@Nullable Entry newest,
		List<Fact.Assessment> assessments, List<Fact.Acknowledgement> acknowledgements,
		List<Fact.Appointment> appointments, Fact.@Nullable Summary summary) {

	/** Nothing but whether the doctor treats the patient. */
	static Chart empty(Fact.CareLink link) {
		return new Chart(link, null, Backlog.whole(List.of(), 0), null, List.of(), List.of(), List.of(), null);
	}

	Chart with(Fact.@Nullable Patient patient) {
		return new Chart(this.link, patient, this.backlog, this.newest, this.assessments, this.acknowledgements,
				this.appointments, this.summary);
	}

	Chart with(Fact.@Nullable Summary summary) {
		return new Chart(this.link, this.patient, this.backlog, this.newest, this.assessments, this.acknowledgements,
				this.appointments, summary);
	}

	Chart with(List<Fact.Appointment> appointments) {
		return new Chart(this.link, this.patient, this.backlog, this.newest, this.assessments, this.acknowledgements,
				appointments, this.summary);
	}

}
