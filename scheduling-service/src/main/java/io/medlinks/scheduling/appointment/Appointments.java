package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.medlinks.platform.crash.CrashPoint;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.text.PatientText;
import io.medlinks.scheduling.appointment.DaySheets.Standing;
import io.medlinks.scheduling.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The appointments of patients and doctors, and how they are called off.
 */
@Component
public class Appointments {

	/** The claim says that the appointment may change; the day sheet knows nothing. */
	private static final CrashPoint UNSETTLED = new CrashPoint("cancel.unsettled");

	/** The appointment is called off; the claim is still there. */
	private static final CrashPoint CANCELLED = new CrashPoint("cancel.cancelled");

	/** Nobody is stopped from cancelling because others are busy with the same. */
	private static final int ATTEMPTS_TO_CANCEL = 10;

	private static final Comparator<Appointment> BY_START = Comparator.comparing(Appointment::start)
		.thenComparing(Appointment::appointmentId);

	private final DaySheets sheets;

	private final Claims claims;

	private final ClaimSettlement settlement;

	private final People people;

	private final Outbox outbox;

	private final Clock clock;

	Appointments(DaySheets sheets, Claims claims, ClaimSettlement settlement, People people, Outbox outbox,
			Clock clock) {
		this.sheets = sheets;
		this.claims = claims;
		this.settlement = settlement;
		this.people = people;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * A patient's appointments, by start, the cancelled ones too.
	 * @param patientId the patient
	 * @param days which days
	 * @param request which page
	 */
	public Mono<Page<AppointmentView>> ofPatient(String patientId, Days days, PageRequest request) {
		return page(this.sheets.appointmentsOfPatient(patientId), days, request).flatMap(this::named);
	}

	/**
	 * A doctor's appointments, by start, the cancelled ones too. Of a patient who ended
	 * the doctor's care, only time and name are shown.
	 * @param doctorId the doctor
	 * @param days which days
	 * @param request which page
	 */
	public Mono<Page<AppointmentView>> ofDoctor(String doctorId, Days days, PageRequest request) {
		// the sheet's day is the clinic's, one off at the most from the wall clock's
		Flux<Appointment> own = this.sheets.appointmentsOfDoctor(doctorId, days.from().minusDays(1),
				days.to().plusDays(1));
		return page(own, days, request).flatMap(this::named).flatMap((page) -> withoutReasonsOfOthers(doctorId, page));
	}

	/**
	 * Somebody's appointments that are not called off, with nothing but their times, by
	 * start.
	 * @param party whose
	 * @param days which days
	 */
	public Flux<ScheduledTime> scheduled(Party party, Days days) {
		Flux<Appointment> own = (party.role() == BookedBy.PATIENT) ? this.sheets.appointmentsOfPatient(party.id())
				: this.sheets.appointmentsOfDoctor(party.id(), days.from().minusDays(1), days.to().plusDays(1));
		return own.filter((appointment) -> appointment.isActive() && days.contain(appointment.day()))
			.sort(BY_START)
			.map(ScheduledTime::of);
	}

	/**
	 * A patient's own appointment.
	 * @return an error 404 where there is none
	 */
	public Mono<AppointmentView> ofPatient(String patientId, String appointmentId) {
		return own(appointmentId, Party.patient(patientId)).flatMap(this::named);
	}

	/**
	 * A doctor's own appointment.
	 * @return an error 404 where there is none
	 */
	public Mono<AppointmentView> ofDoctor(String doctorId, String appointmentId) {
		return own(appointmentId, Party.doctor(doctorId)).flatMap(this::named)
			.flatMap((view) -> withoutReasonsOfOthers(doctorId, Page.whole(List.of(view))))
			.map((page) -> page.items().getFirst());
	}

	/**
	 * What was booked for a patient by either side and was not called off.
	 * @param patientId the patient
	 */
	public Flux<BookedVisit> bookedFor(String patientId) {
		return this.sheets.appointmentsOfPatient(patientId)
			.filter(Appointment::isActive)
			.map((appointment) -> new BookedVisit(appointment.doctorId(), appointment.visitType(),
					appointment.bookedAt()));
	}

	/**
	 * Calls an appointment off; its record stays.
	 * @param party whose appointment
	 * @param appointmentId the appointment
	 * @param expected the version that they saw
	 * @param reason why; null where not told
	 * @param key makes a repetition the same change
	 * @return the patient; an error 404, 409, 412 or 422 otherwise
	 */
	public Mono<String> cancel(Party party, String appointmentId, long expected, @Nullable PatientText reason,
			IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key,
				new TreeMap<>(Map.of("id", appointmentId, "reason", (reason != null) ? reason.value() : "")));
		return changeable(appointmentId, party).flatMap((standing) -> cancel(standing, expected, reason, applied))
			.retryWhen(OvertakenException.looksAgain(ATTEMPTS_TO_CANCEL))
			.map(Appointment::patientId);
	}

	private Mono<Appointment> cancel(Standing standing, long expected, @Nullable PatientText reason,
			AppliedKey applied) {
		Appointment appointment = standing.appointment();
		if (applied.repeatedIn(appointment.appliedKeys())) {
			return Mono.just(appointment);
		}
		Appointment cancelled = appointment.cancelled(this.clock.instant(), reason);
		if (appointment.version() != expected) {
			return Mono.error(Problem.staleVersion());
		}
		String attempt = UUID.randomUUID().toString();
		return UNSETTLED.passed(this.claims.unsettle(appointment.patientId(), appointment.appointmentId(), attempt))
			.then(Mono.defer(() -> CANCELLED.passed(write(standing, cancelled, applied, attempt))))
			.flatMap((_) -> giveUpClaim(cancelled, attempt).thenReturn(cancelled));
	}

	private Mono<DaySheet> write(Standing standing, Appointment cancelled, AppliedKey applied, String attempt) {
		String patientId = cancelled.patientId();
		return this.sheets
			.cancel(standing.sheet(), standing.appointment(), cancelled, applied, attempt,
					this.outbox.event(AppointmentEvents.CANCELLED, patientId, cancelled.appointmentId(),
							AppointmentEvents.published(cancelled)))
			.switchIfEmpty(Mono.defer(() -> this.settlement.withdraw(patientId, cancelled.appointmentId(), attempt)
				.then(Mono.error(OvertakenException::new))));
	}

	private Mono<Void> giveUpClaim(Appointment cancelled, String attempt) {
		return this.claims.remove(cancelled.patientId(), cancelled.appointmentId(), attempt)
			.filter((removed) -> !removed)
			.flatMap((_) -> this.settlement.settle(cancelled.patientId(), cancelled.appointmentId()));
	}

	/**
	 * Somebody's own appointment where it can be changed.
	 * @return an error 404 where there is none
	 */
	Mono<Standing> changeable(String appointmentId, Party party) {
		return this.sheets.arrived(appointmentId)
			.filter((standing) -> party.owns(standing.appointment()))
			.switchIfEmpty(Mono.error(Appointments::unknown));
	}

	private Mono<Appointment> own(String appointmentId, Party party) {
		return this.sheets.appointment(appointmentId)
			.filter(party::owns)
			.switchIfEmpty(Mono.error(Appointments::unknown));
	}

	private static Problem unknown() {
		return Problem.notFound("There is no such appointment among yours.");
	}

	private static Mono<Page<Appointment>> page(Flux<Appointment> appointments, Days days, PageRequest request) {
		Predicate<Appointment> behind = behind(request.cursor());
		return appointments.filter((appointment) -> days.contain(appointment.day()))
			.filter(behind)
			.sort(BY_START)
			.take(request.limit() + 1L)
			.collectList()
			.map((found) -> Page.of(found, request,
					(appointment) -> Cursor.after(appointment.start(), appointment.appointmentId())));
	}

	private static Predicate<Appointment> behind(@Nullable Cursor cursor) {
		if (cursor == null) {
			return (_) -> true;
		}
		Instant start = cursor.instant(0);
		String id = cursor.text(1);
		return (appointment) -> appointment.start().isAfter(start)
				|| (appointment.start().equals(start) && appointment.appointmentId().compareTo(id) > 0);
	}

	private Mono<AppointmentView> named(Appointment appointment) {
		return named(Page.whole(List.of(appointment))).map((page) -> page.items().getFirst());
	}

	private Mono<Page<AppointmentView>> named(Page<Appointment> page) {
		Set<String> patients = page.items().stream().map(Appointment::patientId).collect(Collectors.toSet());
		Set<String> doctors = page.items().stream().map(Appointment::doctorId).collect(Collectors.toSet());
		return Mono.zip(this.people.namesOfPatients(patients), this.people.namesOfDoctors(doctors))
			.map((names) -> page.map((appointment) -> AppointmentView.of(appointment,
					names.getT1().get(appointment.patientId()), names.getT2().get(appointment.doctorId()))));
	}

	private Mono<Page<AppointmentView>> withoutReasonsOfOthers(String doctorId, Page<AppointmentView> page) {
		return Flux.fromIterable(page.items())
			.map(AppointmentView::patientId)
			.distinct()
			.filterWhen((patientId) -> this.people.isInCare(doctorId, patientId))
			.collect(Collectors.toSet())
			.map((inCare) -> page.map((view) -> inCare.contains(view.patientId()) ? view : view.withoutReasons()));
	}

	/**
	 * Whose appointment it is.
	 *
	 * @param id the patient or doctor
	 * @param role which of the two
	 */
	public record Party(String id, BookedBy role) {

		/** A patient. */
		public static Party patient(String patientId) {
			return new Party(patientId, BookedBy.PATIENT);
		}

		/** A doctor. */
		public static Party doctor(String doctorId) {
			return new Party(doctorId, BookedBy.DOCTOR);
		}

		boolean owns(Appointment appointment) {
			return this.id.equals((this.role == BookedBy.PATIENT) ? appointment.patientId() : appointment.doctorId());
		}

	}

}
