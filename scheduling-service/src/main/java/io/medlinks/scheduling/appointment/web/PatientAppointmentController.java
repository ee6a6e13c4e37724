package io.medlinks.scheduling.appointment.web;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
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
import io.medlinks.scheduling.people.People;
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
 * The patient's own appointments.
 */
@RestController
@RequestMapping("/api/patient/appointments")
class PatientAppointmentController {

	private static final int USUAL_DAYS = 730;

	private final Booking booking;

	private final Appointments appointments;

	private final Moving moving;

	private final People people;

	private final Clock clock;

	PatientAppointmentController(Booking booking, Appointments appointments, Moving moving, People people,
			Clock clock) {
		this.booking = booking;
		this.appointments = appointments;
		this.moving = moving;
		this.people = people;
		this.clock = clock;
	}

	@Operation(summary = "Book an appointment with a doctor of my care team")
	@PostMapping
	@ApiResponse(responseCode = "201", description = "Booked")
	@ApiResponse(responseCode = "409", description = "The time cannot be had.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = UnavailableTime.class)))
	@ResponseStatus(HttpStatus.CREATED)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<ResponseEntity<BookedView>> book(Caller caller, IdempotencyKey key,
			@Valid @RequestBody BookOwnRequest request) {
		BookingRequest wish = new BookingRequest(key.aggregateId(), IdempotencyKey.fingerprint(request),
				caller.subject(), request.doctorId(), Years.checked("start", request.start()), request.visitType(),
				Reason.checked(request.reason()), BookedBy.PATIENT);
		return this.booking.booked(wish)
			.switchIfEmpty(Mono.defer(() -> requireInCare(request.doctorId(), caller))
				.then(Mono.defer(() -> this.booking.book(wish))))
			.map((booked) -> ResponseEntity.created(URI.create("/api/patient/appointments/" + booked.id()))
				.eTag(ExpectedVersion.tag(booked.version()))
				.body(booked));
	}

	@Operation(summary = "List my appointments by start, the cancelled ones too")
	@GetMapping
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<Page<AppointmentView>> list(Caller caller, PageRequest page,
			@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to) {
		LocalDate yearAgo = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minusDays(USUAL_DAYS / 2);
		return this.appointments.ofPatient(caller.subject(), Days.of(from, to, yearAgo, USUAL_DAYS), page);
	}

	@Operation(summary = "Read one of my appointments")
	@GetMapping("/{id}")
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<ResponseEntity<AppointmentView>> appointment(Caller caller, @PathVariable String id) {
		return this.appointments.ofPatient(caller.subject(), id)
			.map((view) -> ResponseEntity.ok().eTag(ExpectedVersion.tag(view.version())).body(view));
	}

	@Operation(summary = "Give one of my appointments another time with the same doctor")
	@PatchMapping("/{id}")
	@ApiResponse(responseCode = "200", description = "Moved, or at this time already")
	@ApiResponse(responseCode = "409",
			description = "The time cannot be had; or the appointment is called off, over or being changed, "
					+ "which comes without reasons and alternatives.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(implementation = UnavailableTime.class)))
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<ResponseEntity<BookedView>> move(Caller caller, IdempotencyKey key, ExpectedVersion expected,
			@PathVariable String id, @Valid @RequestBody MoveRequest request) {
		MovingRequest wish = request.wish(id, Party.patient(caller.subject()), expected, key);
		return this.moving.moved(wish)
			.switchIfEmpty(Mono.defer(() -> this.appointments.ofPatient(caller.subject(), id))
				.flatMap((appointment) -> requireInCare(appointment.doctorId(), caller))
				.then(Mono.defer(() -> this.moving.move(wish))))
			.map((moved) -> ResponseEntity.ok().eTag(ExpectedVersion.tag(moved.version())).body(moved));
	}

	@Operation(summary = "Call one of my appointments off; its record stays")
	@DeleteMapping("/{id}")
	@ApiResponse(responseCode = "204", description = "Called off")
	@ApiResponse(responseCode = "409", description = "It is called off already, or over.",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Policy(role = Role.PATIENT, relationship = Relationship.OWN, resource = "appointments")
	Mono<Void> cancel(Caller caller, IdempotencyKey key, ExpectedVersion expected, @PathVariable String id,
			Reason why) {
		return this.appointments.cancel(Party.patient(caller.subject()), id, expected.required(), why.reason(), key)
			.then();
	}

	private Mono<Void> requireInCare(String doctorId, Caller caller) {
		return this.people.isInCare(doctorId, caller.subject())
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono.error(() -> Problem
				.forbidden("This doctor is not in your care team. Add the doctor under 'My doctors' first.")))
			.then();
	}

}
