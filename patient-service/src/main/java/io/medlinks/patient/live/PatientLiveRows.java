package io.medlinks.patient.live;

import java.util.Set;

import io.medlinks.patient.appointments.Appointments;
import io.medlinks.patient.careteam.CareTeam;
import io.medlinks.patient.diary.Diary;
import io.medlinks.patient.medlog.Consultations;
import io.medlinks.patient.summary.Summaries;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveRow;
import io.medlinks.platform.live.LiveRows;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of a patient's live view: the latest entries and consultations, the
 * appointments to come, the summary's version and the care team.
 */
@Component
public class PatientLiveRows implements LiveRows {

	private static final String ENTRY = "entry";

	private static final String CONSULTATION = "consultation";

	private static final String APPOINTMENT = "appointment";

	private static final String SUMMARY = "summary";

	private static final String CARE_TEAM = "care-team";

	private static final String READER_PREFIX = ReaderId.patient("").value();

	private final Diary diary;

	private final Consultations consultations;

	private final Appointments appointments;

	private final Summaries summaries;

	private final CareTeam careTeam;

	PatientLiveRows(Diary diary, Consultations consultations, Appointments appointments, Summaries summaries,
			CareTeam careTeam) {
		this.diary = diary;
		this.consultations = consultations;
		this.appointments = appointments;
		this.summaries = summaries;
		this.careTeam = careTeam;
	}

	@Override
	public Flux<LiveRow> snapshot(ReaderId reader) {
		String patientId = patientId(reader);
		PageRequest latest = new PageRequest(null, PageRequest.DEFAULT);
		Flux<LiveRow> entries = this.diary.entries(patientId, latest)
			.flatMapIterable((page) -> page.items())
			.map((entry) -> new LiveRow(ENTRY, entry.id(), entry));
		Flux<LiveRow> consultations = this.consultations.of(patientId, latest)
			.flatMapIterable((page) -> page.items())
			.map((consultation) -> new LiveRow(CONSULTATION, consultation.id(), consultation));
		Flux<LiveRow> upcoming = this.appointments.upcoming(patientId)
			.map((appointment) -> new LiveRow(APPOINTMENT, appointment.id(), appointment));
		Flux<LiveRow> summary = this.summaries.of(patientId)
			.map((state) -> new LiveRow(SUMMARY, patientId, state))
			.flux();
		Flux<LiveRow> members = this.careTeam.members(patientId)
			.flatMapIterable((all) -> all)
			.map((member) -> new LiveRow(CARE_TEAM, member.doctorId(), member));
		return Flux.concat(entries, consultations, upcoming, summary, members);
	}

	@Override
	public Mono<LiveRow> row(ReaderId reader, LiveChange change) {
		String patientId = patientId(reader);
		Mono<?> row = switch (change.type()) {
			case ENTRY -> this.diary.entry(patientId, change.key()).onErrorResume(Problem.class, (_) -> Mono.empty());
			case CONSULTATION -> this.consultations.consultation(patientId, change.key());
			case APPOINTMENT -> this.appointments.appointment(patientId, change.key());
			case SUMMARY -> this.summaries.of(patientId);
			case CARE_TEAM -> this.careTeam.member(patientId, change.key());
			default -> Mono.empty();
		};
		return row.map((state) -> new LiveRow(change.type(), change.key(), state));
	}

	/** A patient's own data stays the patient's. */
	@Override
	public Mono<Set<String>> reach(ReaderId reader) {
		return Mono.just(Set.of(patientId(reader)));
	}

	private static String patientId(ReaderId reader) {
		return reader.value().substring(READER_PREFIX.length());
	}

}
