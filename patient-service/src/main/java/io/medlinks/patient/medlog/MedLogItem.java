package io.medlinks.patient.medlog;

import java.time.OffsetDateTime;
import java.util.Comparator;

import io.medlinks.patient.appointments.AppointmentView;
import io.medlinks.patient.diary.EntryView;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the time line, as it is now. Exactly one of entry, consultation and
 * appointment is there.
 *
 * @param type which of them it is
 * @param id its id
 * @param at when it happened, took place or begins
 * @param entry what the patient wrote; null for anything else
 * @param consultation what a doctor said; null for anything else
 * @param appointment the time that was booked; null for anything else
 */
public record MedLogItem(MedLogItemType type, String id, OffsetDateTime at, @Nullable EntryView entry,
		@Nullable ConsultationView consultation, @Nullable AppointmentView appointment) {

	static final Comparator<MedLogItem> NEWEST_FIRST = Comparator.comparing((MedLogItem item) -> item.at().toInstant())
		.thenComparing(MedLogItem::id)
		.reversed();

	static MedLogItem of(EntryView entry) {
		return new MedLogItem(MedLogItemType.ENTRY, entry.id(), entry.happenedAt(), entry, null, null);
	}

	static MedLogItem of(ConsultationView consultation) {
		return new MedLogItem(MedLogItemType.CONSULTATION, consultation.id(), consultation.happenedAt(), null,
				consultation, null);
	}

	static MedLogItem of(AppointmentView appointment) {
		return new MedLogItem(MedLogItemType.APPOINTMENT, appointment.id(), appointment.start(), null, null,
				appointment);
	}

	/**
	 * The item as a doctor may see it: what a visit to somebody else is for stays between
	 * those two.
	 */
	MedLogItem shownTo(String doctorId) {
		return (this.appointment == null || this.appointment.doctorId().equals(doctorId)) ? this
				: of(this.appointment.withoutReason());
	}

}
