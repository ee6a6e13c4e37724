package io.medlinks.scheduling.appointment.web;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.access.AccessRecords.Action;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.CareAccess;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.text.Reason;
import io.medlinks.platform.version.ExpectedVersion;
import io.medlinks.scheduling.appointment.AppointmentView;
import io.medlinks.scheduling.appointment.Appointments;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.BookedBy;
import io.medlinks.scheduling.appointment.BookedView;
import io.medlinks.scheduling.appointment.Booking;
import io.medlinks.scheduling.appointment.BookingRequest;
import io.medlinks.scheduling.appointment.Days;
import io.medlinks.scheduling.appointment.Moving;
import io.medlinks.scheduling.appointment.MovingRequest;
import io.medlinks.scheduling.availability.Years;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The doctor's own appointments.
 */
@RestController
@RequestMapping("/api/doctor/appointments")
class DoctorAppointmentController {

	private static final String RESOURCE = "appointments";

	private static final int USUAL_DAYS = 28;

	private final Booking booking;

	private final Appointments appointments;

	private final Moving moving;

	private final CareAccess care;

	private final AccessRecords records;

	private final Clock clock;

	DoctorAppointmentController(Booking booking, Appointments appointments, Moving moving, CareAccess care,
			AccessRecords records, Clock clock) {
		this.booking = booking;
		this.appointments = appointments;
		this.moving = moving;
		this.care = care;
		this.records = records;
		this.clock = clock;
	}

	@Operation(summary = "Book an appointment for a patient in my care")
	@PostMapping
	@ApiResponse(responseCode = "201", description = "Booked")
	@ApiResponse(responseCode = "409", description = "The time cannot be had.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = UnavailableTime.class)))
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE_ASKED, resource = RESOURCE)
	Mono<ResponseEntity<BookedView>> book(Caller caller, IdempotencyKey key,
			@Valid @RequestBody BookForPatientRequest request) {
		BookingRequest wish = new BookingRequest(key.aggregateId(), IdempotencyKey.fingerprint(request),
				request.patientId(), caller.subject(), Years.checked("start", request.start()), request.visitType(),
				Reason.checked(request.reason()), BookedBy.DOCTOR);
		return this.care.require(caller, request.patientId(), RESOURCE, Action.WRITE)
			.then(Mono.defer(() -> this.booking.book(wish)))
			.map((booked) -> ResponseEntity.created(URI.create("/api/doctor/appointments/" + booked.id()))
				.eTag(ExpectedVersion.tag(booked.version()))
				.body(booked));
	}

	@Operation(summary = "List my appointments by start, the cancelled ones too")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = RESOURCE)
	Mono<Page<AppointmentView>> list(Caller caller, PageRequest page,
			@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to) {
		// a day earlier, as it may still be yesterday where the doctor is
		LocalDate yesterday = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minusDays(1);
		return this.appointments.ofDoctor(caller.subject(), Days.of(from, to, yesterday, USUAL_DAYS), page)
			.flatMap((found) -> this.records
				.record(caller, found.items().stream().map(AppointmentView::patientId).toList(), RESOURCE, Action.READ)
				.thenReturn(found));
	}

	@Operation(summary = "Read one of my appointments")
	@GetMapping("/{id}")
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = RESOURCE)
	Mono<ResponseEntity<AppointmentView>> appointment(Caller caller, @PathVariable String id) {
		return this.appointments.ofDoctor(caller.subject(), id)
			.flatMap((view) -> this.records.record(caller, List.of(view.patientId()), RESOURCE, Action.READ)
				.thenReturn(ResponseEntity.ok().eTag(ExpectedVersion.tag(view.version())).body(view)));
	}

	@Operation(summary = "Give one of my appointments another time, while the patient is in my care")
	@PatchMapping("/{id}")
	@ApiResponse(responseCode = "200", description = "Moved, or at this time already")
	@ApiResponse(responseCode = "409",
			description = "The time cannot be had; or the appointment is called off, over or being changed, "
					+ "which comes without reasons and alternatives.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = UnavailableTime.class)))
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = RESOURCE)
	Mono<ResponseEntity<BookedView>> move(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @Valid @RequestBody MoveRequest request) {
		MovingRequest wish = request.wish(id, Party.doctor(caller.subject()), expected, key);
		return this.appointments.ofDoctor(caller.subject(), id)
			.flatMap((appointment) -> this.care.require(caller, appointment.patientId(), RESOURCE, Action.WRITE))
			.then(Mono.defer(() -> this.moving.move(wish)))
			.map((moved) -> ResponseEntity.ok().eTag(ExpectedVersion.tag(moved.version())).body(moved));
	}

	/**
	 * A doctor may call off what a patient who ended the care left behind.
	 */
	@Operation(summary = "Call one of my appointments off; its record stays")
	@DeleteMapping("/{id}")
	@ApiResponse(responseCode = "204", description = "Called off")
	@ApiResponse(responseCode = "409", description = "It is called off already, or over.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.DOCTOR, relationship = Relationship.PANEL, resource = RESOURCE)
	Mono<Void> cancel(Caller caller, IdempotencyKey key, ExpectedVersion expected, @PathVariable String id,
			Reason why) {
		long version = expected.required();
		return this.appointments.ofDoctor(caller.subject(), id)
			.flatMap((appointment) -> this.records.record(caller, appointment.patientId(), RESOURCE, Action.WRITE))
			.then(Mono
				.defer(() -> this.appointments.cancel(Party.doctor(caller.subject()), id, version, why.reason(), key)))
			.then();
	}

}
