package io.medlinks.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.Practice;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody is booked twice, whoever comes at the same time and wherever a crash comes
 * between two writes.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class BookingRaceIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	/** How many want the same opening at the same moment. */
	private static final int COMPETITORS = 200;

	private static final Duration LATER_THAT_DAY = Duration.ofMinutes(40);

	private static final String NINE = "2026-11-24T09:00:00Z";

	@Autowired
	ApiClient api;

	@Autowired
	Practice practice;

	@Autowired
	PassingTime clock;

	@Autowired
	ReactiveMongoTemplate mongo;

	@Autowired
	Booking booking;

	@Autowired
	Appointments appointments;

	@Autowired
	DaySheets sheets;

	@Autowired
	Claims claims;

	@Autowired
	ClaimSettlement settlement;

	@Autowired
	Outbox outbox;

	@LocalServerPort
	int port;

	@Test
	void givesOneOpeningToOneOfMany() {
		Account doctor = Account.newDoctor();
		this.practice.practises(doctor, "09:00", "12:00", 20, 0);
		List<Account> patients = people(COMPETITORS);
		patients.forEach((patient) -> this.practice.links(patient, doctor, true));
		List<String> tokens = patients.stream().map(TestIdentities::bearer).toList();
		WebClient http = WebClient.create("http://localhost:" + this.port);
		List<Answer> answers = Flux.fromIterable(tokens)
			.flatMap((token) -> post(http, token, Practice.wish(doctor, NINE)), COMPETITORS)
			.collectList()
			.blockOptional(PATIENCE)
			.orElseThrow();
		assertThat(answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())))
			.containsExactlyInAnyOrderEntriesOf(Map.of(201, 1L, 409, COMPETITORS - 1L));
		assertThat(answers).filteredOn((answer) -> answer.status() == 409).allSatisfy((answer) -> {
			JsonNode problem = JsonMapper.builder().build().readTree(answer.body());
			assertThat(problem.at("/reasons/0/code").asString()).isEqualTo("taken");
			assertThat(problem.get("alternatives")).isNotEmpty();
		});
		List<PatientClaims> all = claimsOf(patients);
		assertThat(all.stream().mapToInt((ofPatient) -> ofPatient.claims().size()).sum()).isEqualTo(1);
		assertThat(all).flatExtracting(PatientClaims::claims).noneMatch(Claim::isPending);
	}

	@Test
	void neverOverlapsWhateverPeopleDo() {
		Random random = new Random(20261123);
		int[] lengths = { 20, 30, 45, 15, 25 };
		List<Account> doctors = IntStream.range(0, 5).mapToObj((_) -> Account.newDoctor()).toList();
		for (int i = 0; i < doctors.size(); i++) {
			this.practice.practises(doctors.get(i), "09:00", "17:00", lengths[i], i);
		}
		List<Account> patients = people(60);
		patients.forEach((patient) -> doctors.forEach((doctor) -> this.practice.links(patient, doctor, true)));
		List<Integer> steps = IntStream.range(0, 2000).boxed().toList();
		List<String> outcomes = Flux.fromIterable(steps)
			.map((_) -> step(random, doctors, lengths, patients))
			.flatMap((step) -> step, 32)
			.collectList()
			.block(PATIENCE);
		assertThat(outcomes).hasSize(2000)
			.isSubsetOf("booked", "cancelled", "slot-unavailable", "nothing-to-cancel", "already-cancelled",
					"stale-version");
		assertThat(outcomes).filteredOn("booked"::equals).hasSizeGreaterThan(100);
		assertThat(outcomes).filteredOn("cancelled"::equals).hasSizeGreaterThan(50);

		List<Appointment> active = activeOf(doctors);
		Map<String, List<Appointment>> byDoctor = new HashMap<>();
		Map<String, List<Appointment>> byPatient = new HashMap<>();
		active.forEach((appointment) -> {
			byDoctor.computeIfAbsent(appointment.doctorId(), (_) -> new ArrayList<>()).add(appointment);
			byPatient.computeIfAbsent(appointment.patientId(), (_) -> new ArrayList<>()).add(appointment);
		});
		byDoctor.values().forEach((own) -> {
			own.sort(Comparator.comparing(Appointment::start));
			for (int i = 1; i < own.size(); i++) {
				assertThat(own.get(i).blockedFrom()).isAfterOrEqualTo(own.get(i - 1).blockedUntil());
			}
		});
		byPatient.values().forEach((own) -> {
			own.sort(Comparator.comparing(Appointment::start));
			for (int i = 1; i < own.size(); i++) {
				assertThat(own.get(i).start()).isAfterOrEqualTo(own.get(i - 1).end());
			}
		});
		Set<String> claimed = new HashSet<>();
		for (PatientClaims ofPatient : claimsOf(patients)) {
			assertThat(ofPatient.claims()).noneMatch(Claim::isPending);
			ofPatient.claims().forEach((claim) -> claimed.add(claim.appointmentId()));
		}
		assertThat(claimed)
			.containsExactlyInAnyOrderElementsOf(active.stream().map(Appointment::appointmentId).toList());
	}

	@Test
	void dropsAClaimThatNeverReachedTheSheet() {
		Account doctor = doctorWithHours();
		Account patient = patientOf(doctor);
		Appointment lost = claimOnly(doctor, patient, "lost-attempt");
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(patient);
		assertThat(claimsOf(List.of(patient))).flatExtracting(PatientClaims::claims).isEmpty();
		assertThat(this.sheets.book(sheet(doctor), lost, "lost-attempt", this.clock.instant(), event(lost))
			.blockOptional(PATIENCE)).as("the late attempt is fenced off").isEmpty();
		assertThat(book(request(doctor, patient, lost.appointmentId()))).isEqualTo("booked");
		assertThat(claimsOf(List.of(patient))).flatExtracting(PatientClaims::claims).noneMatch(Claim::isPending);
	}

	@Test
	void confirmsAClaimThatReachedTheSheet() {
		Account doctor = doctorWithHours();
		Account patient = patientOf(doctor);
		Appointment written = claimOnly(doctor, patient, "attempt");
		this.sheets.open(sheet(doctor)).block(PATIENCE);
		this.sheets.book(sheet(doctor), written, "attempt", this.clock.instant(), event(written)).block(PATIENCE);
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(patient);
		PatientClaims ofPatient = claimsOf(List.of(patient)).getFirst();
		assertThat(ofPatient.claims()).singleElement().matches((claim) -> !claim.isPending());
		assertThat(ofPatient.dueAt()).isNull();
	}

	@Test
	void freesTheTimeAfterACrashInTheMiddleOfACancellation() {
		Account doctor = doctorWithHours();
		Account patient = patientOf(doctor);
		String id = UUID.randomUUID().toString();
		assertThat(book(request(doctor, patient, id))).isEqualTo("booked");
		Appointment before = this.sheets.appointment(id).block(PATIENCE);
		assertThat(before).isNotNull();
		this.claims.unsettle(patient.id(), id, "attempt").block(PATIENCE);
		Appointment cancelled = before.cancelled(this.clock.instant(), null);
		this.sheets
			.cancel(sheet(doctor), before, cancelled, new AppliedKey("token", "fingerprint"), "attempt",
					event(cancelled))
			.block(PATIENCE);
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(patient);
		assertThat(claimsOf(List.of(patient))).flatExtracting(PatientClaims::claims).isEmpty();
	}

	@Test
	void goesOnWithARepeatedRequestAfterACrash() {
		Account doctor = doctorWithHours();
		Account patient = patientOf(doctor);
		Appointment lost = claimOnly(doctor, patient, "lost-attempt");
		assertThat(book(request(doctor, patient, lost.appointmentId()))).isEqualTo("booked");
		assertThat(claimsOf(List.of(patient))).flatExtracting(PatientClaims::claims)
			.singleElement()
			.matches((claim) -> !claim.isPending());
	}

	@Test
	void makesNoTwoAppointmentsOfOneKeyForTwoPatients() {
		Account doctor = doctorWithHours();
		Account one = patientOf(doctor);
		Account other = patientOf(doctor);
		for (int i = 0; i < 20; i++) {
			String id = UUID.randomUUID().toString();
			Instant start = Instant.parse(NINE).plus(Duration.ofDays(2L * i));
			List<String> outcomes = Flux
				.merge(attempt(byDoctor(doctor, one, id, start)),
						attempt(byDoctor(doctor, other, id,
								start.plus((i % 2 == 0) ? Duration.ofDays(1) : LATER_THAT_DAY))))
				.collectList()
				.blockOptional(PATIENCE)
				.orElseThrow();
			assertThat(outcomes).isSubsetOf("booked", "idempotency-key-reused");
			assertThat(outcomes).filteredOn("booked"::equals).hasSizeLessThanOrEqualTo(1);
			assertThat(activeOf(List.of(doctor))).filteredOn((appointment) -> appointment.appointmentId().equals(id))
				.hasSameSizeAs(outcomes.stream().filter("booked"::equals).toList());
		}
		Map<String, String> active = activeOf(List.of(doctor)).stream()
			.collect(Collectors.toMap(Appointment::appointmentId, Appointment::patientId));
		assertThat(claimsOf(List.of(one, other)))
			.allSatisfy((ofPatient) -> assertThat(ofPatient.claims()).noneMatch(Claim::isPending)
				.allSatisfy((claim) -> assertThat(active).containsEntry(claim.appointmentId(), ofPatient.id())));
	}

	@Test
	void letsAHoldExpire() {
		Account doctor = doctorWithHours();
		Account patient = patientOf(doctor);
		Account other = patientOf(doctor);
		this.api.post(other, "/api/patient/appointments/holds", Practice.wish(doctor, NINE)).expectStatus().isCreated();
		assertThat(book(request(doctor, patient, UUID.randomUUID().toString()))).isEqualTo("slot-unavailable");
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(book(request(doctor, patient, UUID.randomUUID().toString()))).isEqualTo("booked");
	}

	private Mono<String> step(Random random, List<Account> doctors, int[] lengths, List<Account> patients) {
		Account patient = patients.get(random.nextInt(patients.size()));
		if (random.nextInt(10) < 3) {
			int which = random.nextInt(20);
			return cancelSome(patient, which);
		}
		int chosen = random.nextInt(doctors.size());
		long stride = lengths[chosen] + chosen;
		long slots = (8 * 60 - lengths[chosen]) / stride + 1;
		Instant start = Instant.parse("2026-11-24T09:00:00Z")
			.plus(Duration.ofDays(random.nextInt(2)))
			.plus(Duration.ofMinutes(stride * random.nextLong(slots)));
		String id = UUID.randomUUID().toString();
		return attempt(new BookingRequest(id, "f", patient.id(), doctors.get(chosen).id(), start, VisitType.IN_PERSON,
				null, BookedBy.PATIENT));
	}

	private Mono<String> cancelSome(Account patient, int which) {
		return this.claims.of(patient.id()).flatMap((ofPatient) -> {
			if (ofPatient.claims().isEmpty()) {
				return Mono.just("nothing-to-cancel");
			}
			Claim claim = ofPatient.claims().get(which % ofPatient.claims().size());
			IdempotencyKey key = new IdempotencyKey(patient.id(), "DELETE", UUID.randomUUID().toString());
			return this.appointments.cancel(Party.patient(patient.id()), claim.appointmentId(), 1, null, key)
				.thenReturn("cancelled")
				.onErrorResume(Problem.class, (problem) -> Mono
					.just(problem.slug().equals("not-found") ? "nothing-to-cancel" : problem.slug()));
		});
	}

	private Mono<String> attempt(BookingRequest request) {
		return this.booking.book(request)
			.thenReturn("booked")
			.onErrorResume(Problem.class, (problem) -> Mono.just(problem.slug()));
	}

	private String book(BookingRequest request) {
		return String.valueOf(attempt(request).block(PATIENCE));
	}

	private Account doctorWithHours() {
		Account doctor = Account.newDoctor();
		this.practice.practises(doctor, "09:00", "12:00", 20, 0);
		return doctor;
	}

	private Account patientOf(Account doctor) {
		Account patient = Account.newPatient();
		this.practice.links(patient, doctor, true);
		return patient;
	}

	/**
	 * Sweeps until nothing is left to settle: the service's own sweep may have taken the
	 * lease just before.
	 */
	private void awaitSettled(Account patient) {
		Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
			this.settlement.sweep().block(PATIENCE);
			assertThat(claimsOf(List.of(patient))).extracting(PatientClaims::dueAt).containsOnlyNulls();
		});
	}

	private static SheetId sheet(Account doctor) {
		return new SheetId(doctor.id(), LocalDate.of(2026, 11, 24), AppointmentFixtures.LISBON);
	}

	private static BookingRequest request(Account doctor, Account patient, String id) {
		return new BookingRequest(id, "fingerprint", patient.id(), doctor.id(), Instant.parse(NINE),
				VisitType.IN_PERSON, null, BookedBy.PATIENT);
	}

	private static BookingRequest byDoctor(Account doctor, Account patient, String id, Instant start) {
		return new BookingRequest(id, "for " + patient.id(), patient.id(), doctor.id(), start, VisitType.IN_PERSON,
				null, BookedBy.DOCTOR);
	}

	/** The first half of a booking, as a crash leaves it. */
	private Appointment claimOnly(Account doctor, Account patient, String attempt) {
		Appointment plain = AppointmentFixtures.booked(UUID.randomUUID().toString(), Instant.parse(NINE),
				Duration.ofMinutes(20), Duration.ZERO);
		Appointment wanted = new Appointment(plain.appointmentId(), 1, patient.id(), doctor.id(), plain.status(),
				plain.start(), plain.end(), plain.blockedFrom(), plain.blockedUntil(), plain.zone(), plain.visitType(),
				null, null, plain.bookedBy(), plain.bookedAt(), null, "fingerprint", List.of(), List.of());
		Boolean claimed = this.claims
			.claim(patient.id(), Claim.pending(wanted, sheet(doctor), attempt, this.clock.instant()))
			.block(PATIENCE);
		assertThat(claimed).isTrue();
		return wanted;
	}

	private OutboxEvent event(Appointment appointment) {
		return this.outbox.event(AppointmentEvents.BOOKED, appointment.patientId(), appointment.appointmentId(),
				AppointmentEvents.published(appointment));
	}

	private List<Account> people(int count) {
		return IntStream.range(0, count).mapToObj((_) -> Account.newPatient()).toList();
	}

	private List<PatientClaims> claimsOf(List<Account> patients) {
		Query query = Query.query(Criteria.where("_id").in(patients.stream().map(Account::id).toList()));
		return List
			.copyOf(this.mongo.find(query, PatientClaims.class).collectList().blockOptional(PATIENCE).orElseThrow());
	}

	private List<Appointment> activeOf(List<Account> doctors) {
		Query query = Query.query(Criteria.where("doctorId").in(doctors.stream().map(Account::id).toList()));
		return this.mongo.find(query, DaySheet.class)
			.flatMapIterable(DaySheet::appointments)
			.filter(Appointment::isActive)
			.collectList()
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	private static Mono<Answer> post(WebClient http, String token, String body) {
		return http.post()
			.uri("/api/patient/appointments")
			.header("Authorization", token)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchangeToMono((response) -> response.bodyToMono(String.class)
				.defaultIfEmpty("")
				.map((text) -> new Answer(response.statusCode().value(), text)));
	}

	private record Answer(int status, String body) {

	}

}
