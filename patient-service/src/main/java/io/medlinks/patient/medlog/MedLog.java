package io.medlinks.patient.medlog;

import java.util.List;
import java.util.stream.Stream;

import io.medlinks.patient.appointments.AppointmentView;
import io.medlinks.patient.appointments.Appointments;
import io.medlinks.patient.diary.Diary;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The med log: one time line, the newest first. It is stored nowhere: entries,
 * consultations and appointments each stand in the order of an index, so a page is merged
 * from one page of each, however long the history is.
 */
@Component
public class MedLog {

	private final Diary diary;

	private final Consultations consultations;

	private final Appointments appointments;

	MedLog(Diary diary, Consultations consultations, Appointments appointments) {
		this.diary = diary;
		this.consultations = consultations;
		this.appointments = appointments;
	}

	/**
	 * A page of a patient's med log.
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<MedLogItem>> of(String patientId, PageRequest request) {
		return Mono
			.zip(this.diary.entries(patientId, request), this.consultations.of(patientId, request),
					this.appointments.of(patientId, request))
			.map((pages) -> merged(pages.getT1(), pages.getT2(), pages.getT3(), request.limit()));
	}

	/**
	 * A page of a patient's med log as a doctor of the care team may see it.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<MedLogItem>> shownTo(String doctorId, String patientId, PageRequest request) {
		return of(patientId, request).map((page) -> page.map((item) -> item.shownTo(doctorId)));
	}

	/**
	 * All three go on behind the same moment and id, so the first ones of all are among
	 * the first ones of each.
	 */
	private static Page<MedLogItem> merged(Page<EntryView> entries, Page<ConsultationView> consultations,
			Page<AppointmentView> appointments, int limit) {
		List<MedLogItem> all = Stream
			.of(entries.items().stream().map(MedLogItem::of), consultations.items().stream().map(MedLogItem::of),
					appointments.items().stream().map(MedLogItem::of))
			.flatMap((items) -> items)
			.sorted(MedLogItem.NEWEST_FIRST)
			.toList();
		boolean goesOn = all.size() > limit
				|| Stream.of(entries, consultations, appointments).anyMatch((page) -> page.nextCursor() != null);
		if (!goesOn) {
			return Page.whole(all);
		}
		List<MedLogItem> shown = all.subList(0, limit);
		MedLogItem last = shown.getLast();
		return new Page<>(List.copyOf(shown), Cursor.after(last.at().toInstant(), last.id()).encoded());
	}

}
