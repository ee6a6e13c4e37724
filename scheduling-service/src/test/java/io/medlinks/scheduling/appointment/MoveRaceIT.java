package io.medlinks.scheduling.appointment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.scheduling.Practice;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.DaySheet.Hold;
import io.medlinks.scheduling.appointment.DaySheet.Incoming;
import io.medlinks.scheduling.appointment.DaySheet.Moved;
import io.medlinks.scheduling.appointment.DaySheets.Standing;
import io.medlinks.scheduling.appointment.Holds.HoldingRequest;
import io.medlinks.scheduling.appointment.PatientClaims.Claim;
import io.medlinks.scheduling.appointment.PatientClaims.HeldTime;
import io.medlinks.scheduling.appointment.PatientClaims.Move;
import io.medlinks.scheduling.appointment.WantedTime.Found;
import io.medlinks.scheduling.appointment.WantedTime.Wish;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.openings.OpeningView;
import io.medlinks.scheduling.openings.Openings;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An appointment that moves is seen exactly once, whoever else comes at the same time and
 * wherever a crash comes between two writes.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, Practice.Setup.class })
class MoveRaceIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

	private static final Instant TUESDAY_NINE = Instant.parse("2026-11-24T09:00:00Z");

	private static final Instant TUESDAY_TEN = Instant.parse("2026-11-24T10:00:00Z");

	private static final Instant THURSDAY_TEN = Instant.parse("2026-11-26T10:00:00Z");

	private static final Instant FRIDAY_TEN = Instant.parse("2026-11-27T10:00:00Z");

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	private final String id = UUID.randomUUID().toString();

	@Autowired
	Practice practice;

	@Autowired
	PassingTime clock;

	@Autowired
	ReactiveMongoTemplate mongo;

	@Autowired
	EventTraffic traffic;

	@Autowired
	Booking booking;

	@Autowired
	Moving moving;

	@Autowired
	Holds holds;

	@Autowired
	Appointments appointments;

	@Autowired
	WantedTime wantedTime;

	@Autowired
	Openings openings;

	@Autowired
	DaySheets sheets;

	@Autowired
	Claims claims;

	@Autowired
	ClaimSettlement settlement;

	@Autowired
	AppointmentProperties properties;

	@Autowired
	Outbox outbox;

	/** Where a crash may come, in order. */
	enum Point {

		/** move.claimed. */
		CLAIMED,

		/** move.incoming. */
		INCOMING,

		/** move.committed. */
		COMMITTED,

		/** move.activated. */
		ACTIVATED,

		/** move.confirmed. */
		CONFIRMED;

		boolean isDecided() {
			return compareTo(COMMITTED) >= 0;
		}

	}

	static Stream<Arguments> crashes() {
		return Stream.concat(Stream.of(Point.values()).map((point) -> Arguments.of(point, THURSDAY_TEN)),
				Stream.of(Point.CLAIMED, Point.COMMITTED, Point.CONFIRMED)
					.map((point) -> Arguments.of(point, TUESDAY_TEN)));
	}

	@BeforeEach
	void open() {
		this.practice.practises(this.doctor, "09:00", "12:00", 20, 0);
		this.practice.links(this.patient, this.doctor, true);
		assertThat(book(this.patient, this.id, TUESDAY_NINE)).isEqualTo("booked");
	}

	@ParameterizedTest
	@MethodSource("crashes")
	void showsTheAppointmentOnceAfterACrashAndSettlesIt(Point point, Instant to) {
		Crashed crashed = crashAt(point, to);
		Instant time = point.isDecided() ? to : TUESDAY_NINE;
		assertSeenOnceAt(time, point.isDecided() ? 2 : 1);
		assertThat(isOpenForOthers(time)).isFalse();
		assertThat(isOpenForOthers(point.isDecided() ? TUESDAY_NINE : to)).isEqualTo(isOtherTimeFree(point, to));

		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertSeenOnceAt(time, point.isDecided() ? 2 : 1);
		assertThat(isOpenForOthers(time)).isFalse();
		assertThat(isOpenForOthers(point.isDecided() ? TUESDAY_NINE : to)).isTrue();
		Claim claim = onlyClaim();
		assertThat(claim.isPending()).isFalse();
		assertThat(claim.start()).isEqualTo(time);
		assertThat(claim.sheet()).isEqualTo(sheet(time));
		assertThat(claim.move()).isNull();
		assertThat(claim.attempts()).isEmpty();
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());

		assertThat(crashed.goOn()).as("the late attempt is fenced off").isFalse();
		assertSeenOnceAt(time, point.isDecided() ? 2 : 1);
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		Account other = patientOfDoctor();
		assertThat(book(other, UUID.randomUUID().toString(), point.isDecided() ? TUESDAY_NINE : to))
			.isEqualTo("booked");
	}

	/** Before the decision both times are kept; on one sheet only by the claim. */
	private static boolean isOtherTimeFree(Point point, Instant to) {
		return point.isDecided() || point == Point.CLAIMED;
	}

	@ParameterizedTest
	@MethodSource("crashes")
	void goesOnWithARepeatedRequestAfterACrash(Point point, Instant to) {
		Crashed crashed = crashAt(point, to);
		BookedView first = move(crashed.request);
		assertThat(first.start().toInstant()).isEqualTo(to);
		assertThat(first.version()).isEqualTo(2);
		assertThat(move(crashed.request)).isEqualTo(first);
		assertSeenOnceAt(to, 2);
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertSeenOnceAt(to, 2);
		assertThat(onlyClaim().start()).isEqualTo(to);
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		List<PublishedEvent> events = this.traffic.awaitPublished("medlinks.scheduling.appointment", this.patient.id(),
				2);
		assertThat(events).extracting(PublishedEvent::type)
			.containsExactly("medlinks.scheduling.appointment-booked.v1", "medlinks.scheduling.appointment-moved.v1");
		assertThat(events.getLast().body().get("start").asString()).isEqualTo(to.toString());
		assertThat(events.getLast().body().get("status").asString()).isEqualTo("booked");
	}

	/** Where it comes back to, and where it has never been. */
	static Stream<Arguments> overtaken() {
		return Stream.of(Point.values())
			.flatMap((point) -> Stream.of(TUESDAY_NINE, FRIDAY_TEN).map((on) -> Arguments.of(point, on)));
	}

	@ParameterizedTest
	@MethodSource("overtaken")
	void bringsNothingBackWhereTheAppointmentHasMovedOn(Point point, Instant on) {
		Crashed crashed = crashAt(point, THURSDAY_TEN);
		assertThat(move(crashed.request).version()).isEqualTo(2);
		assertThat(moveTo(this.patient, this.id, 2, on).block(PATIENCE)).isEqualTo("moved");
		assertThat(crashed.goOn()).as("the late attempt finds that it is over").isFalse();
		crashed.write(Point.ACTIVATED);
		assertThat(activeAppointments()).singleElement().matches((appointment) -> appointment.start().equals(on));
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		assertSeenOnceAt(on, 3);
		assertThat(isOpenForOthers(THURSDAY_TEN)).isTrue();
		assertThat(onlyClaim().start()).isEqualTo(on);
		assertThat(move(crashed.request).version()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("crashes")
	void cancelsAtOnceAfterACrash(Point point, Instant to) {
		Crashed crashed = crashAt(point, to);
		assertThat(cancel(this.patient, this.id, point.isDecided() ? 2 : 1).block(PATIENCE)).isEqualTo("cancelled");
		assertThat(claimsOf(this.patient).claims()).isEmpty();
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		assertThat(crashed.goOn()).isFalse();
		assertThat(activeAppointments()).isEmpty();
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		assertThat(isOpenForOthers(TUESDAY_NINE)).isTrue();
		assertThat(isOpenForOthers(to)).isTrue();
		assertThat(claimsOf(this.patient).claims()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("crashes")
	void answersARepeatedBookingAsItWas(Point point, Instant to) {
		crashAt(point, to);
		BookedView again = this.booking.book(request(this.patient, this.id, TUESDAY_NINE)).block(PATIENCE);
		assertThat(again).isNotNull();
		assertThat(again.version()).isEqualTo(1);
		assertThat(again.start().toInstant()).isEqualTo(TUESDAY_NINE);
		assertSeenOnceAt(point.isDecided() ? to : TUESDAY_NINE, point.isDecided() ? 2 : 1);
	}

	@Test
	void keepsAnotherOfThePatientAwayFromBothTimesWhileAMoveIsNotSettled() {
		Account second = Account.newDoctor();
		this.practice.practises(second, "09:00", "12:00", 20, 0);
		this.practice.links(this.patient, second, true);
		crashAt(Point.INCOMING, THURSDAY_TEN);
		for (Instant time : List.of(TUESDAY_NINE, THURSDAY_TEN)) {
			BookingRequest elsewhere = new BookingRequest(UUID.randomUUID().toString(), "f", this.patient.id(),
					second.id(), time, VisitType.IN_PERSON, null, BookedBy.PATIENT);
			Problem refused = this.booking.book(elsewhere)
				.then(Mono.<Problem>empty())
				.onErrorResume(Problem.class, Mono::just)
				.block(PATIENCE);
			assertThat(refused).isNotNull();
			assertThat(refused.slug()).isEqualTo("slot-unavailable");
		}
	}

	@Test
	void tellsAnotherThatAMoveIsUnderWay() {
		crashAt(Point.INCOMING, THURSDAY_TEN);
		assertThat(moveTo(this.patient, this.id, 1, TUESDAY_TEN).block(PATIENCE)).isEqualTo("being-changed");
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(moveTo(this.patient, this.id, 1, TUESDAY_TEN).block(PATIENCE)).isEqualTo("moved");
		assertSeenOnceAt(TUESDAY_TEN, 2);
	}

	@Test
	void doesNotJoinAnotherRequestWithTheSameKey() {
		Crashed crashed = crashAt(Point.INCOMING, THURSDAY_TEN);
		MovingRequest other = new MovingRequest(this.id, Party.patient(this.patient.id()), 1, THURSDAY_TEN, null,
				new AppliedKey(crashed.request.applied().token(), "another body"));
		assertThat(outcome(this.moving.move(other), "moved").block(PATIENCE)).isEqualTo("being-changed");
		assertThat(move(crashed.request).version()).isEqualTo(2);
		assertThat(outcome(this.moving.move(other), "moved").block(PATIENCE)).isEqualTo("idempotency-key-reused");
	}

	@Test
	void movesThereAndBackAndOn() {
		Instant[] times = { THURSDAY_TEN, TUESDAY_NINE, TUESDAY_TEN, THURSDAY_TEN, TUESDAY_NINE };
		for (int i = 0; i < times.length; i++) {
			assertThat(moveTo(this.patient, this.id, i + 1, times[i]).block(PATIENCE)).isEqualTo("moved");
			assertSeenOnceAt(times[i], i + 2);
			assertThat(onlyClaim().start()).isEqualTo(times[i]);
		}
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.moved().size() <= 1 && sheet.incoming().isEmpty());
		assertThat(cancel(this.patient, this.id, times.length + 1).block(PATIENCE)).isEqualTo("cancelled");
		assertThat(seenByPatient()).singleElement()
			.matches((view) -> view.status() == AppointmentStatus.CANCELLED
					&& view.start().toInstant().equals(TUESDAY_NINE));
		assertThat(claimsOf(this.patient).claims()).isEmpty();
	}

	@Test
	void givesOneTimeToOneOfManyThatMoveOrBook() {
		List<Account> movers = people(12);
		List<Account> bookers = people(12);
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < movers.size(); i++) {
			String one = UUID.randomUUID().toString();
			Instant start = Instant
				.parse("2026-11-%dT11:%s:00Z".formatted(24 + i % 4, 20 * (i / 4) + ((i < 4) ? "0" : "")));
			assertThat(book(movers.get(i), one, start)).isEqualTo("booked");
			ids.add(one);
		}
		List<Mono<String>> all = new ArrayList<>();
		for (int i = 0; i < movers.size(); i++) {
			all.add(moveTo(movers.get(i), ids.get(i), 1, THURSDAY_TEN));
			all.add(attempt(request(bookers.get(i), UUID.randomUUID().toString(), THURSDAY_TEN)));
		}
		List<String> outcomes = atOnce(all);
		assertThat(outcomes).filteredOn((outcome) -> !outcome.equals("slot-unavailable"))
			.singleElement()
			.matches((outcome) -> outcome.equals("moved") || outcome.equals("booked"));
		assertThat(activeAppointments()).filteredOn((appointment) -> appointment.start().equals(THURSDAY_TEN))
			.hasSize(1);
		assertThat(activeAppointments()).extracting(Appointment::appointmentId).containsAll(ids);
		assertNothingOverlapsAndClaimsAreRight(Stream.concat(movers.stream(), bookers.stream()).toList());
	}

	@Test
	void movesOrCancelsButNotBoth() {
		List<String> outcomes = new ArrayList<>();
		List<Account> patients = people(15);
		for (int i = 0; i < patients.size(); i++) {
			Account one = patients.get(i);
			String own = UUID.randomUUID().toString();
			assertThat(book(one, own, TUESDAY_TEN)).isEqualTo("booked");
			Instant to = (i % 3 == 0) ? TUESDAY_TEN.plusSeconds(1200) : THURSDAY_TEN;
			List<String> both = atOnce(List.of(moveTo(one, own, 1, to), cancel(one, own, 1)));
			assertThat(both.stream().map((outcome) -> both.indexOf(outcome) + outcome))
				.as("exactly one of the two happens")
				.containsAnyOf("0moved", "1cancelled")
				.isSubsetOf("0moved", "0already-cancelled", "0stale-version", "0being-changed", "1cancelled",
						"1stale-version");
			assertThat(both).isNotEqualTo(List.of("moved", "cancelled"));
			outcomes.addAll(both);
			Appointment now = this.sheets.appointment(own).block(PATIENCE);
			assertThat(now).isNotNull();
			assertThat(now.isActive()).isEqualTo(both.getFirst().equals("moved"));
			assertThat(now.version()).isEqualTo(2);
			assertThat(claimsOf(one).claims()).hasSize(now.isActive() ? 1 : 0);
			if (now.isActive()) {
				assertThat(cancel(one, own, 2).block(PATIENCE)).isEqualTo("cancelled");
			}
			assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
		}
		assertThat(outcomes).containsAnyOf("moved", "cancelled");
	}

	@Test
	void movesOnceForOneRequestSentManyTimes() {
		for (Instant to : List.of(THURSDAY_TEN, THURSDAY_TEN.plusSeconds(1200))) {
			long version = onlyVersion();
			MovingRequest request = movingRequest(this.patient, this.id, version, to);
			List<BookedView> answers = Flux.range(0, 8)
				.flatMap((_) -> this.moving.move(request), 8)
				.collectList()
				.block(PATIENCE);
			assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
			assertSeenOnceAt(to, version + 1);
		}
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertThat(onlyClaim().start()).isEqualTo(THURSDAY_TEN.plusSeconds(1200));
		assertThat(this.traffic.awaitPublished("medlinks.scheduling.appointment", this.patient.id(), 3)).hasSize(3);
	}

	@Test
	void isSeenExactlyOnceWhileItMoves() {
		Instant[] times = { THURSDAY_TEN, TUESDAY_NINE, TUESDAY_TEN, THURSDAY_TEN.plusSeconds(1200) };
		Flux<String> moves = Flux.range(0, 24)
			.concatMap((i) -> moveTo(this.patient, this.id, i + 1L, times[i % times.length]));
		Flux<Integer> looks = Flux.range(0, 10_000)
			.concatMap((i) -> ((i % 3 == 0) ? this.sheets.appointment(this.id).map((_) -> 1)
					: ((i % 3 == 1) ? this.sheets.appointmentsOfPatient(this.patient.id())
							: this.sheets.appointmentsOfDoctor(this.doctor.id(), TUESDAY, TUESDAY.plusDays(2)))
						.count()
						.map(Long::intValue))
				.defaultIfEmpty(0));
		List<String> moved = new ArrayList<>();
		Mono<List<String>> done = moves.collectList().doOnNext(moved::addAll).cache();
		List<Integer> seen = Mono.zip(done, looks.takeUntilOther(done).collectList())
			.map((both) -> both.getT2())
			.block(PATIENCE);
		assertThat(moved).hasSize(24).containsOnly("moved");
		assertThat(seen).hasSizeGreaterThan(10).containsOnly(1);
	}

	@Test
	void letsTwoInstancesSweepAtOnce() {
		List<Account> patients = people(10);
		ClaimSettlement other = new ClaimSettlement(this.claims, this.sheets, this.properties, this.clock);
		List<Crashed> crashes = new ArrayList<>();
		for (int i = 0; i < patients.size(); i++) {
			Instant from = TUESDAY_TEN.plusSeconds(1200L * (i / 2) + ((i % 2 == 0) ? 0 : 86400));
			String own = UUID.randomUUID().toString();
			assertThat(book(patients.get(i), own, from)).isEqualTo("booked");
			crashes
				.add(crashAt(Point.values()[i % 5], patients.get(i), own, from.plus(Duration.ofDays(2)), this.clock));
		}
		this.clock.advance(Duration.ofSeconds(61));
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			Flux.merge(this.settlement.sweep(), other.sweep(), this.settlement.sweep(), other.sweep())
				.blockLast(PATIENCE);
			assertThat(patients).allMatch((one) -> claimsOf(one).dueAt() == null);
		});
		for (int i = 0; i < patients.size(); i++) {
			Appointment now = this.sheets.appointment(crashes.get(i).request.appointmentId()).block(PATIENCE);
			assertThat(now).isNotNull();
			assertThat(now.version()).isEqualTo(Point.values()[i % 5].isDecided() ? 2 : 1);
		}
		assertNothingOverlapsAndClaimsAreRight(patients);
	}

	@Test
	void neverOverlapsWhateverPeopleDo() {
		Random random = new Random(20261124);
		List<Account> patients = people(20);
		List<String> outcomes = new ArrayList<>();
		// How many find their time free depends on who comes first, so some go on until
		// enough did.
		while (outcomes.size() < 800 || (outcomes.size() < 8000 && (Collections.frequency(outcomes, "moved") <= 30
				|| Collections.frequency(outcomes, "cancelled") <= 20))) {
			List<Mono<String>> steps = IntStream.range(0, 200).mapToObj((_) -> step(random, patients)).toList();
			outcomes.addAll(Flux.fromIterable(steps).flatMap((step) -> step, 24).collectList().block(PATIENCE));
		}
		assertThat(outcomes).isSubsetOf("booked", "moved", "cancelled", "slot-unavailable", "nothing", "not-found",
				"already-cancelled", "stale-version", "being-changed");
		assertThat(outcomes).filteredOn("moved"::equals).hasSizeGreaterThan(30);
		assertThat(outcomes).filteredOn("cancelled"::equals).hasSizeGreaterThan(20);
		this.clock.advance(Duration.ofSeconds(61));
		patients.forEach(this::awaitSettled);
		assertNothingOverlapsAndClaimsAreRight(patients);
		for (Account one : patients) {
			assertThat(seenBy(one)).extracting(AppointmentView::id).doesNotHaveDuplicates();
		}
	}

	@Test
	void leavesNoClaimBehindALateRepetitionOfACancelledBooking() {
		Found found = find(TUESDAY_NINE);
		assertThat(cancel(this.patient, this.id, 1).block(PATIENCE)).isEqualTo("cancelled");
		// a repetition that had looked before the booking and claims now
		BookingRequest late = request(this.patient, this.id, TUESDAY_NINE);
		Appointment again = Appointment.booked(late, found.slot(), this.clock.instant());
		this.claims.claim(this.patient.id(), Claim.pending(again, found.sheet(), "late", this.clock.instant()))
			.block(PATIENCE);
		assertThat(this.booking.book(late).block(PATIENCE)).isNotNull();
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertThat(claimsOf(this.patient).claims()).isEmpty();
	}

	@Test
	void doesNotConfirmAClaimWhoseAppointmentIsBeingCancelled() {
		Appointment before = this.sheets.appointment(this.id).block(PATIENCE);
		assertThat(before).isNotNull();
		this.claims.claim(this.patient.id(), Claim.pending(before, sheet(TUESDAY_NINE), "slow", this.clock.instant()))
			.block(PATIENCE);
		this.claims.unsettle(this.patient.id(), this.id, "cancelling").block(PATIENCE);
		assertThat(this.claims.confirm(this.patient.id(), this.id, "slow").block(PATIENCE)).isFalse();
		assertThat(onlyClaim().isPending()).isTrue();
		Appointment cancelled = before.cancelled(this.clock.instant(), null);
		this.sheets
			.cancel(sheet(TUESDAY_NINE), before, cancelled, new AppliedKey("token", "fingerprint"), "cancelling",
					event(cancelled))
			.block(PATIENCE);
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertThat(claimsOf(this.patient).claims()).isEmpty();
	}

	@Test
	void confirmsTheClaimAfterACrashBeforeACancellation() {
		this.claims.unsettle(this.patient.id(), this.id, "cancelling").block(PATIENCE);
		this.clock.advance(Duration.ofSeconds(61));
		awaitSettled(this.patient);
		assertThat(onlyClaim().isPending()).isFalse();
		Appointment before = this.sheets.appointment(this.id).block(PATIENCE);
		assertThat(before).isNotNull();
		assertThat(this.sheets
			.cancel(sheet(TUESDAY_NINE), before, before.cancelled(this.clock.instant(), null),
					new AppliedKey("token", "fingerprint"), "cancelling", event(before))
			.blockOptional(PATIENCE)).as("the late attempt is fenced off").isEmpty();
		assertThat(cancel(this.patient, this.id, 1).block(PATIENCE)).isEqualTo("cancelled");
	}

	@Test
	void settlesAClaimOfTwoWhoCancelledAtOnce() {
		Appointment before = this.sheets.appointment(this.id).block(PATIENCE);
		assertThat(before).isNotNull();
		this.claims.unsettle(this.patient.id(), this.id, "winner").block(PATIENCE);
		this.claims.unsettle(this.patient.id(), this.id, "loser").block(PATIENCE);
		Claim read = onlyClaim();
		Appointment cancelled = before.cancelled(this.clock.instant(), null);
		this.sheets
			.cancel(sheet(TUESDAY_NINE), before, cancelled, new AppliedKey("token", "fingerprint"), "winner",
					event(cancelled))
			.block(PATIENCE);
		assertThat(this.claims.remove(this.patient.id(), this.id, "winner").block(PATIENCE)).isFalse();
		this.settlement.withdraw(this.patient.id(), this.id, "loser").block(PATIENCE);
		this.settlement.settle(this.patient.id(), read).block(PATIENCE);
		assertThat(claimsOf(this.patient).claims()).isEmpty();
	}

	@Test
	void holdsAfterACrashBetweenClaimAndSheet() {
		Found found = find(THURSDAY_TEN);
		String hold = UUID.randomUUID().toString();
		this.claims
			.keep(this.patient.id(),
					new HeldTime(hold, "f", found.sheet().value(), found.slot().zone(),
							this.clock.instant().plus(Duration.ofMinutes(5))))
			.block(PATIENCE);
		Account other = patientOfDoctor();
		HoldView view = this.holds
			.hold(new HoldingRequest(hold, "f", this.patient.id(), this.doctor.id(), THURSDAY_TEN, VisitType.IN_PERSON))
			.block(PATIENCE);
		assertThat(view).isNotNull();
		assertThat(book(other, UUID.randomUUID().toString(), THURSDAY_TEN)).isEqualTo("slot-unavailable");
		assertThat(moveTo(this.patient, this.id, 1, THURSDAY_TEN).block(PATIENCE)).isEqualTo("moved");
		assertThat(sheetsOfDoctor()).flatExtracting(DaySheet::holds).isEmpty();
	}

	@Test
	void keepsAHoldForOneRequestSentManyTimes() {
		List<Account> others = people(4);
		for (int round = 0; round < 8; round++) {
			Instant start = THURSDAY_TEN.plus(Duration.ofMinutes(20L * (round % 4))).plus(Duration.ofDays(round / 4));
			String hold = UUID.randomUUID().toString();
			Mono<String> holding = outcome(Mono.defer(() -> this.holds
				.hold(new HoldingRequest(hold, "f", this.patient.id(), this.doctor.id(), start, VisitType.IN_PERSON))),
					"held");
			List<Mono<String>> all = new ArrayList<>();
			for (Account other : others) {
				all.add(holding);
				all.add(attempt(request(other, UUID.randomUUID().toString(), start)));
				all.add(holding);
			}
			List<String> outcomes = atOnce(all);
			assertThat(outcomes.contains("held") && outcomes.contains("booked"))
				.as("a time that is held is nobody else's: %s", outcomes)
				.isFalse();
			assertThat(outcomes).containsAnyOf("held", "booked");
		}
	}

	@Test
	void doesNotMoveOntoAnothersHold() {
		Found found = find(THURSDAY_TEN);
		this.sheets.open(found.sheet()).block(PATIENCE);
		Hold hold = new Hold("hold", "another", found.slot().start(), found.slot().end(), found.slot().blockedFrom(),
				found.slot().blockedUntil(), this.clock.instant().plus(Duration.ofMinutes(5)));
		this.sheets.hold(found.sheet(), hold, this.clock.instant()).block(PATIENCE);
		assertThat(moveTo(this.patient, this.id, 1, THURSDAY_TEN).block(PATIENCE)).isEqualTo("slot-unavailable");
		assertSeenOnceAt(TUESDAY_NINE, 1);
		assertThat(onlyClaim().isPending()).isFalse();
	}

	private Mono<String> step(Random random, List<Account> patients) {
		Account one = patients.get(random.nextInt(patients.size()));
		Instant start = TUESDAY_NINE.plus(Duration.ofDays(random.nextInt(3)))
			.plus(Duration.ofMinutes(20L * random.nextInt(9)));
		int what = random.nextInt(10);
		int which = random.nextInt(20);
		if (what < 3) {
			return attempt(request(one, UUID.randomUUID().toString(), start));
		}
		return ofSome(one, which, (claim) -> (what < 8) ? moveSome(one, claim, start) : cancelSome(one, claim));
	}

	private Mono<String> ofSome(Account one, int which, Function<Claim, Mono<String>> change) {
		return this.claims.of(one.id())
			.flatMap((ofPatient) -> ofPatient.claims().isEmpty() ? Mono.just("nothing")
					: change.apply(ofPatient.claims().get(which % ofPatient.claims().size())));
	}

	private Mono<String> moveSome(Account one, Claim claim, Instant start) {
		return this.sheets.appointment(claim.appointmentId())
			.flatMap((appointment) -> moveTo(one, claim.appointmentId(), appointment.version(), start))
			.defaultIfEmpty("nothing");
	}

	private Mono<String> cancelSome(Account one, Claim claim) {
		return this.sheets.appointment(claim.appointmentId())
			.flatMap((appointment) -> cancel(one, claim.appointmentId(), appointment.version()))
			.defaultIfEmpty("nothing");
	}

	private Crashed crashAt(Point point, Instant to) {
		return crashAt(point, this.patient, this.id, to, this.clock);
	}

	/** Carries a move out until a point and stops there. */
	private Crashed crashAt(Point point, Account one, String appointmentId, Instant to, Clock time) {
		Standing standing = this.sheets.arrived(appointmentId).block(PATIENCE);
		assertThat(standing).isNotNull();
		MovingRequest request = movingRequest(one, appointmentId, standing.appointment().version(), to);
		Found found = find(to);
		Move move = new Move(UUID.randomUUID().toString(), request.applied(), found.sheet().day(), found.sheet().zone(),
				found.slot().start(), found.slot().end());
		Appointment after = standing.appointment().moved(found.slot(), move.id(), request.applied());
		this.sheets.open(found.sheet()).block(PATIENCE);
		assertThat(this.claims.claimMove(one.id(), appointmentId, move).block(PATIENCE)).isTrue();
		Crashed crashed = new Crashed(request, standing, found.sheet(), move, after, time);
		for (Point passed : Point.values()) {
			if (passed != Point.CLAIMED && passed.compareTo(point) <= 0) {
				assertThat(crashed.write(passed)).as(passed.name()).isTrue();
			}
		}
		return crashed;
	}

	private Found find(Instant start) {
		Found found = this.wantedTime.find(new Wish(this.doctor.id(), this.patient.id(), start, VisitType.IN_PERSON))
			.block(PATIENCE);
		assertThat(found).isNotNull();
		return found;
	}

	/** A list, a look and a day each show the appointment once, at one time. */
	private void assertSeenOnceAt(Instant start, long version) {
		AppointmentView own = this.appointments.ofPatient(this.patient.id(), this.id).block(PATIENCE);
		assertThat(own).isNotNull();
		assertThat(own.start().toInstant()).isEqualTo(start);
		assertThat(own.version()).isEqualTo(version);
		assertThat(own.status()).isEqualTo(AppointmentStatus.BOOKED);
		assertThat(this.appointments.ofDoctor(this.doctor.id(), this.id).block(PATIENCE)).isEqualTo(own);
		assertThat(seenByPatient()).filteredOn((view) -> view.id().equals(this.id)).containsExactly(own);
		assertThat(seenByDoctor(TUESDAY, TUESDAY.plusDays(6))).filteredOn((view) -> view.id().equals(this.id))
			.containsExactly(own);
		for (LocalDate day : List.of(TUESDAY, TUESDAY.plusDays(2))) {
			assertThat(seenByDoctor(day, day)).filteredOn((view) -> view.id().equals(this.id))
				.hasSize(day.equals(own.start().toLocalDate()) ? 1 : 0);
		}
	}

	private List<AppointmentView> seenByPatient() {
		return seenBy(this.patient);
	}

	private List<AppointmentView> seenBy(Account one) {
		return this.appointments.ofPatient(one.id(), new Days(TUESDAY, TUESDAY.plusDays(6)), new PageRequest(null, 100))
			.map((page) -> page.items())
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	private List<AppointmentView> seenByDoctor(LocalDate from, LocalDate to) {
		return this.appointments.ofDoctor(this.doctor.id(), new Days(from, to), new PageRequest(null, 100))
			.map((page) -> page.items())
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	private boolean isOpenForOthers(Instant start) {
		return this.openings
			.onDays(this.doctor.id(), "another", LocalDate.ofInstant(start, AppointmentFixtures.LISBON), 1, null)
			.map(OpeningView::of)
			.any((opening) -> opening.start().toInstant().equals(start))
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	private void assertNothingOverlapsAndClaimsAreRight(List<Account> patients) {
		List<Appointment> active = activeAppointments();
		active.sort(Comparator.comparing(Appointment::start));
		for (int i = 1; i < active.size(); i++) {
			assertThat(active.get(i).blockedFrom()).isAfterOrEqualTo(active.get(i - 1).blockedUntil());
		}
		for (Account one : patients) {
			assertThat(claimsOf(one).claims().stream().map((claim) -> claim.appointmentId() + claim.start()))
				.containsExactlyInAnyOrderElementsOf(active.stream()
					.filter((appointment) -> appointment.patientId().equals(one.id()))
					.map((appointment) -> appointment.appointmentId() + appointment.start())
					.toList());
			assertThat(claimsOf(one).claims()).noneMatch(Claim::isPending);
		}
		assertThat(sheetsOfDoctor()).allMatch((sheet) -> sheet.incoming().isEmpty());
	}

	private List<Appointment> activeAppointments() {
		return sheetsOfDoctor().stream()
			.flatMap((sheet) -> sheet.appointments().stream())
			.filter(Appointment::isActive)
			.collect(Collectors.toCollection(ArrayList::new));
	}

	private List<DaySheet> sheetsOfDoctor() {
		return List.copyOf(this.mongo.find(Query.query(Criteria.where("doctorId").is(this.doctor.id())), DaySheet.class)
			.collectList()
			.blockOptional(PATIENCE)
			.orElseThrow());
	}

	private PatientClaims claimsOf(Account one) {
		return this.claims.of(one.id()).blockOptional(PATIENCE).orElseThrow();
	}

	private Claim onlyClaim() {
		List<Claim> own = claimsOf(this.patient).claims();
		assertThat(own).hasSize(1);
		return own.getFirst();
	}

	private long onlyVersion() {
		return this.sheets.appointment(this.id).map(Appointment::version).blockOptional(PATIENCE).orElseThrow();
	}

	private void awaitSettled(Account one) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			this.settlement.sweep().block(PATIENCE);
			assertThat(claimsOf(one).dueAt()).isNull();
		});
	}

	private List<Account> people(int count) {
		return IntStream.range(0, count).mapToObj((_) -> patientOfDoctor()).toList();
	}

	private Account patientOfDoctor() {
		Account one = Account.newPatient();
		this.practice.links(one, this.doctor, true);
		return one;
	}

	private BookingRequest request(Account one, String appointmentId, Instant start) {
		return new BookingRequest(appointmentId, "fingerprint", one.id(), this.doctor.id(), start, VisitType.IN_PERSON,
				null, BookedBy.PATIENT);
	}

	private static MovingRequest movingRequest(Account one, String appointmentId, long expected, Instant start) {
		return new MovingRequest(appointmentId, Party.patient(one.id()), expected, start, null,
				new AppliedKey(UUID.randomUUID().toString(), "fingerprint"));
	}

	private String book(Account one, String appointmentId, Instant start) {
		return String.valueOf(attempt(request(one, appointmentId, start)).block(PATIENCE));
	}

	private Mono<String> attempt(BookingRequest request) {
		return outcome(Mono.defer(() -> this.booking.book(request)), "booked");
	}

	private BookedView move(MovingRequest request) {
		return this.moving.move(request).blockOptional(PATIENCE).orElseThrow();
	}

	private Mono<String> moveTo(Account one, String appointmentId, long expected, Instant start) {
		return outcome(this.moving.move(movingRequest(one, appointmentId, expected, start)), "moved");
	}

	private Mono<String> cancel(Account one, String appointmentId, long expected) {
		IdempotencyKey key = new IdempotencyKey(one.id(), "DELETE", UUID.randomUUID().toString());
		return outcome(this.appointments.cancel(Party.patient(one.id()), appointmentId, expected, null, key),
				"cancelled");
	}

	private static Mono<String> outcome(Mono<?> change, String done) {
		return change.thenReturn(done).onErrorResume(Problem.class, (problem) -> Mono.just(problem.slug()));
	}

	private static List<String> atOnce(List<Mono<String>> changes) {
		return Flux.mergeSequential(changes, changes.size(), 1).collectList().blockOptional(PATIENCE).orElseThrow();
	}

	private OutboxEvent event(Appointment appointment) {
		return this.outbox.event(AppointmentEvents.MOVED, appointment.patientId(), appointment.appointmentId(),
				AppointmentEvents.published(appointment));
	}

	private SheetId sheet(Instant start) {
		return new SheetId(this.doctor.id(), LocalDate.ofInstant(start, AppointmentFixtures.LISBON),
				AppointmentFixtures.LISBON);
	}

	/** A move that stopped, and what is left of it to do. */
	private final class Crashed {

		private final MovingRequest request;

		private final Standing standing;

		private final SheetId target;

		private final Move move;

		private final Appointment after;

		private final Clock time;

		Crashed(MovingRequest request, Standing standing, SheetId target, Move move, Appointment after, Clock time) {
			this.request = request;
			this.standing = standing;
			this.target = target;
			this.move = move;
			this.after = after;
			this.time = time;
		}

		private boolean isWithin() {
			return this.standing.sheet().equals(this.target);
		}

		boolean write(Point point) {
			Moved moved = new Moved(this.move.id(), this.target.value(), this.after);
			return switch (point) {
				case CLAIMED -> throw new IllegalArgumentException("is written first");
				case INCOMING ->
					isWithin() || MoveRaceIT.this.sheets
						.announce(this.target, new Incoming(this.move.id(), this.standing.sheet().value(), this.after),
								this.time.instant())
						.blockOptional(PATIENCE)
						.isPresent();
				case COMMITTED -> (isWithin()
						? MoveRaceIT.this.sheets.moveWithin(this.target, this.standing.appointment(), this.after,
								this.move.id(), this.time.instant(), event(this.after))
						: MoveRaceIT.this.sheets.letGo(this.standing.sheet(), this.standing.appointment(), moved,
								event(this.after)))
					.blockOptional(PATIENCE)
					.isPresent();
				case ACTIVATED -> {
					if (!isWithin()) {
						MoveRaceIT.this.sheets.activate(moved).block(PATIENCE);
					}
					yield true;
				}
				case CONFIRMED ->
					MoveRaceIT.this.claims.confirmMove(this.after.patientId(), this.after.appointmentId(), this.move)
						.blockOptional(PATIENCE)
						.orElseThrow();
			};
		}

		/** Wakes up late and writes what it wanted to write on the day sheets. */
		boolean goOn() {
			boolean announced = !isWithin() && write(Point.INCOMING);
			boolean committed = write(Point.COMMITTED);
			return announced || committed;
		}

	}

}
