package io.medlinks.scheduling.appointment;

import java.time.LocalDate;
import java.time.ZoneId;

import io.medlinks.scheduling.availability.Availability;
import io.medlinks.scheduling.availability.Slot;

/**
 * Which day sheet.
 *
 * @param doctorId the doctor
 * @param day the day in the clinic's zone
 * @param zone the clinic's zone
 */
record SheetId(String doctorId, LocalDate day, ZoneId zone) {

	static SheetId of(Availability availability, Slot slot) {
		return new SheetId(availability.id(), slot.sheetDay(), availability.clinicZone());
	}

	String value() {
		return this.doctorId + ":" + this.day;
	}

}
