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
 * @param appointments the appointments with this doctor
 * @param summary the summary; null while there is none
 */
record Chart(Fact.CareLink link, Fact.@Nullable Patient patient, Backlog backlog, @Nullable DecidedEntry newest,
		List<Fact.Appointment> appointments, Fact.@Nullable Summary summary) {

	/** Nothing but whether the doctor treats the patient. */
	static Chart empty(Fact.CareLink link) {
		return new Chart(link, null, Backlog.whole(List.of(), link.doctorId()), null, List.of(), null);
	}

	Chart with(Backlog backlog, @Nullable DecidedEntry newest) {
		return new Chart(this.link, this.patient, backlog, newest, this.appointments, this.summary);
	}

	Chart with(Fact.@Nullable Patient patient) {
		return new Chart(this.link, patient, this.backlog, this.newest, this.appointments, this.summary);
	}

	Chart with(Fact.@Nullable Summary summary) {
		return new Chart(this.link, this.patient, this.backlog, this.newest, this.appointments, summary);
	}

	Chart with(List<Fact.Appointment> appointments) {
		return new Chart(this.link, this.patient, this.backlog, this.newest, appointments, this.summary);
	}

}
