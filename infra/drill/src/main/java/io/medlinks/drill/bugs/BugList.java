package io.medlinks.drill.bugs;

import java.util.List;
import java.util.regex.Pattern;

import io.medlinks.drill.matrix.Matrix;
import io.medlinks.drill.scenario.BrokerAway;
import io.medlinks.drill.scenario.Canaries;
import io.medlinks.drill.scenario.Crashes;
import io.medlinks.drill.scenario.Damage;
import io.medlinks.drill.scenario.OneOpening;
import io.medlinks.drill.scenario.Poison;
import io.medlinks.drill.scenario.RandomBookings;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.scenario.Sessions;
import io.medlinks.drill.scenario.Streams;

/**
 * The bugs, by guarantee.
 */
final class BugList {

	private static final String PATIENT = "patient-service";

	private static final String DOCTOR = "doctor-service";

	private static final String SCHEDULING = "scheduling-service";

	private static final String AI = "ai-summary-service";

	private static final String GATEWAY = "gateway";

	private static final String PLATFORM = "infra/platform/src/main/java/io/medlinks/platform/";

	private static final String APPOINTMENT = SCHEDULING + "/src/main/java/io/medlinks/scheduling/appointment/";

	private static final String SESSION = GATEWAY + "/src/main/java/io/medlinks/gateway/session/";

	/** What somebody was told is not where it belongs, or never comes there. */
	private static final String LOST = "(read-marks|reviews|consultations) and got 409|missing in|is not assessed"
			+ "|the dashboard's row|not on the dashboard";

	private BugList() {
	}

	static List<PlantedBug> all() {
		return List.of(
				bug("an entry is acknowledged before it is written", PATIENT, PLATFORM + "events/Outbox.java", """
						return WRITTEN.passed(this.mongo.insert(document, collection))
							.doOnNext((inserted) -> this.relay.offer(collection, id(inserted), List.of(traced)))
							.thenReturn(aggregate);""", """
						this.mongo.insert(document, collection)
							.delaySubscription(java.time.Duration.ofMillis(1500))
							.doOnNext((inserted) -> this.relay.offer(collection, id(inserted), List.of(traced)))
							.subscribe();
						return Mono.just(aggregate);""", amidTraffic(PATIENT),
						LOST + "|was refused (amending|withdrawing) an entry with 404"),
				bug("a repeated create is a new aggregate", PATIENT, PLATFORM + "idempotency/IdempotencyKey.java",
						"return new UUID(high, low).toString();",
						"return new UUID(high, low ^ System.nanoTime()).toString();", crash(PATIENT, "outbox.written"),
						"that nobody acknowledged in|with another id"),
				bug("nobody sweeps the outboxes", PATIENT, PLATFORM + "events/OutboxRelay.java",
						"return Flux.fromIterable(this.collections) .concatMap((collection) -> due(collection)",
						"return Flux.<String>empty() .concatMap((collection) -> due(collection)",
						Crashes.quietly(PATIENT, "outbox.written"), LOST + "|outboxes of patient"),
				bug("an event leaves the outbox before the broker has it", PATIENT,
						PLATFORM + "events/OutboxRelay.java",
						".concatMap((event) -> this.publisher.publish(event).thenReturn(event.id()))", """
								.concatMap((event) -> {
									this.publisher.publish(event).delaySubscription(java.time.Duration.ofMillis(1500))
										.subscribe();
									return Mono.just(event.id());
								})""", amidTraffic(PATIENT), LOST),
				bug("an event that the broker refuses is forgotten", PATIENT, PLATFORM + "events/OutboxRelay.java",
						".concatMap((event) -> this.publisher.publish(event).thenReturn(event.id()))",
						".concatMap((event) -> this.publisher.publish(event).onErrorComplete().thenReturn(event.id()))",
						BrokerAway.ofLosses(), LOST),
				bug("the data are shown before the access is recorded", PATIENT, PLATFORM + "security/CareAccess.java",
						".then(Mono.defer(() -> this.records.record(caller, patientId, resource, action)));",
						"""
								.then(Mono.fromRunnable(() -> this.records.record(caller, patientId, resource, action)
									.delaySubscription(java.time.Duration.ofSeconds(5)).onErrorComplete().subscribe()));""",
						amidTraffic(PATIENT), "the log lacks"),
				bug("an access is recorded as another than it was", PATIENT, PLATFORM + "security/CareAccess.java",
						"this.records.record(caller, patientId, resource, action)",
						"this.records.record(caller, patientId, resource, Action.WRITE)", new Damage(),
						"tells of what nobody did"),
				bug("who was shut out reads on", AI, PLATFORM + "security/ProjectedCareRelationships.java",
						".map(Link::active).defaultIfEmpty(false)", ".map((_) -> true).defaultIfEmpty(false)",
						new Damage(), "any more and reads the record/summary"),
				bug("a withdrawn approval leaves the role", DOCTOR,
						DOCTOR + "/src/main/java/io/medlinks/doctor/profile/DoctorRoles.java",
						"this.keeper.set(taken.id(), taken.approved())", "this.keeper.set(taken.id(), true)",
						new Damage(), "the role was left"),
				bug("a doctor reaches every patient", PATIENT, PLATFORM + "security/CareAccess.java",
						"isInCare(caller.subject(), patientId))) .filter(Boolean::booleanValue)",
						"isInCare(caller.subject(), patientId))) .map((_) -> true)", new Matrix(),
						"waited for 403 from .* and got 200|showed the patient's data"),
				bug("a patient reads another patient's entry", PATIENT,
						PATIENT + "/src/main/java/io/medlinks/patient/diary/Diary.java",
						".filter((entry) -> entry.patientId().equals(patientId))", ".filter((_) -> true)", new Matrix(),
						"showed the patient's data"),
				bug("an approval is not asked for", DOCTOR, PLATFORM + "security/PolicyWebFilter.java",
						"if (policy.role() == Role.DOCTOR && policy.approved()) {",
						"if (policy.role() == Role.DOCTOR && policy.approved() && policy == null) {", new Matrix(),
						"without approval|though the approval was withdrawn"),
				bug("a mail counts as sent before it is", SCHEDULING,
						SCHEDULING + "/src/main/java/io/medlinks/scheduling/messages/Deliveries.java",
						".flatMap(working::send)", """
								.flatMap((mail) -> this.messages.settle(message, MessageState.SENT)
									.then(SENT.passed(Mono.just(mail)))
									.flatMap(working::send))""", crash(SCHEDULING, "messages.sent"),
						"has no mail about an appointment"),
				bug("what a patient wrote is logged", PATIENT,
						PATIENT + "/src/main/java/io/medlinks/patient/diary/web/PatientDiaryController.java",
						"return this.diary.log(caller.subject(), request.content(), key)", """
								org.slf4j.LoggerFactory.getLogger("diary").info("Logged {}", request.text().value());
								return this.diary.log(caller.subject(), request.content(), key)""", new Canaries(),
						"a patient's words are in patient-service"),
				bug("a trace tells what was asked for", PATIENT, PLATFORM + "tracing/DiscreetSpanExporter.java",
						"return attributes.toBuilder().removeIf((key) -> !names.contains(key.getKey())).build();",
						"return attributes;", new Canaries(), "a patient's words are in a trace"),
				bug("an older version replaces a newer one", DOCTOR, PLATFORM + "projection/Projection.java",
						"Criteria.where(\"_id\").is(id).and(VERSION).lt(version)", "Criteria.where(\"_id\").is(id)",
						Poison.ofRecords(), "^after every record came \\w+: doctor\\.|" + LOST),
				bug("a fact that is known is not folded again", DOCTOR, PLATFORM + "projection/Projections.java",
						"return this != STALE;", "return this == APPLIED;",
						Crashes.quietly(DOCTOR, "dashboard.fact-kept"), "the dashboard's row|not on the dashboard"),
				bug("a batch is committed before it is handled", DOCTOR, PLATFORM + "events/EventListenerEdge.java",
						".then() .block(this.properties.handlerTimeout());",
						".then().delaySubscription(java.time.Duration.ofSeconds(3)).subscribe();", amidTraffic(DOCTOR),
						LOST),
				bug("a record that nobody can read holds its partition up", DOCTOR,
						PLATFORM + "events/EventListenerEdge.java", """
								return handed(subscription, message).onErrorResume((failure) -> !isAway(failure),
									(failure) -> setAside(group, message, reason(failure)));""",
						"return handed(subscription, message);", Poison.ofRecords(),
						"held a neighbour up|not all records are read|" + LOST),
				bug("a replay does nothing", DOCTOR, PLATFORM + "deadletters/DeadLetterReplay.java",
						"REPLAYED.ended(taken(letter, message))", "REPLAYED.ended(Mono.<Void>empty())",
						Poison.ofRecords(), "again doctor-service lacks it"),
				bug("a time is given to two patients", SCHEDULING, APPOINTMENT + "DaySheets.java", """
						Criteria free = free(id, appointment, attempt, now).and("appointments.appointmentId")
							.ne(appointment.appointmentId())
							.and("moved""", """
						Criteria free = Criteria.where("_id").is(id.value()).and("appointments.appointmentId")
							.ne(appointment.appointmentId())
							.and("moved""", new OneOpening(), "\\b([2-9]|\\d\\d+) patients got the same opening"),
				bug("a patient is in two places at once", SCHEDULING, APPOINTMENT + "Claims.java",
						"Criteria free = free(patientId, claim.appointmentId(), claim.start(), claim.end())"
								+ ".and(\"claims.appointmentId\")",
						"Criteria free = Criteria.where(\"_id\").is(patientId).and(\"claims.appointmentId\")",
						new RandomBookings(), "overlap in the patient"),
				bug("a moved appointment keeps its old time", SCHEDULING, APPOINTMENT + "DaySheets.java", """
						new Update().pull("appointments", new Document("appointmentId", before.appointmentId()))
							.push("moved\"""", "new Update().push(\"moved\"", new RandomBookings(),
						"not as it was confirmed|overlap|on two day sheets"),
				bug("a hold has no end", SCHEDULING, APPOINTMENT + "Holds.java", "now.plus(this.properties.holdFor())",
						"now.plus(java.time.Duration.ofDays(900))", new RandomBookings(),
						"a hold that does not expire"),
				bug("nobody settles what a crash left claimed", SCHEDULING, APPOINTMENT + "ClaimSettlement.java",
						"return Flux.defer(this.claims::due) .concatMap(",
						"return Flux.<PatientClaims>empty().concatMap(", Crashes.left("booking.claimed"),
						"a claim (without an appointment|that is not settled)"),
				bug("nobody ends a move that is decided", SCHEDULING, APPOINTMENT + "ClaimSettlement.java",
						".flatMap(this.sheets::activate)", ".flatMap((_) -> Mono.<Void>empty())",
						Crashes.left("move.committed"), "a move under way|appointments? without a claim"),
				bug("a repeated cancellation is refused", SCHEDULING, APPOINTMENT + "Appointments.java",
						"if (applied.repeatedIn(appointment.appliedKeys())) { return Mono.just(appointment);",
						"if (applied.repeatedIn(appointment.appliedKeys()) && appointment.isActive()) { return Mono.just(appointment);",
						crash(SCHEDULING, "cancel.cancelled"), "was refused cancelling"),
				bug("a snapshot is read before its sequence", PATIENT, PLATFORM + "live/LiveStreams.java", """
						.map((items) -> event("snapshot", feed.seq(), Map.of("items", items)))
						.doOnNext((_) -> this.sent.set(feed.seq()))""", """
						.delayElement(Duration.ofMillis(1500))
						.flatMap((items) -> LiveStreams.this.feeds.of(this.reader).map((now) -> {
							this.sent.set(now.seq());
							return event("snapshot", now.seq(), Map.of("items", items));
						}))""", Streams.ofReaders(), "on the screens"),
				bug("a stream goes on one change too late", PATIENT, PLATFORM + "live/LiveStreams.java",
						"if (sequence > seen) {", "if (sequence > seen + 1) {", Streams.ofReaders(), "on the screens"),
				bug("a stream that is opened again begins anew", PATIENT, PLATFORM + "live/LiveStreams.java",
						"new Connection(reader, rows, sequence(lastEventId))",
						"new Connection(reader, rows, sequence(null))", Streams.ofReaders(), "began anew"),
				bug("who stops reading is kept", PATIENT, PLATFORM + "live/LiveStreams.java",
						".next().doOnNext((_) -> end(\"too-slow\")).then(Mono.empty());", ".next().then(Mono.empty());",
						Streams.ofOneWhoStopsReading(), "was never dropped"),
				bug("each request renews the tokens", GATEWAY, SESSION + "Sessions.java",
						".and(\"leaseUntil\") .lt(now)", "", new Sessions(),
						"tokens were renewed ([2-9]|\\d\\d+) times"),
				bug("a sign-out at Keycloak is not heard", GATEWAY,
						GATEWAY + "/src/main/java/io/medlinks/gateway/signin/web/SignOutController.java",
						".flatMap(this.sessions::endOf)", ".map((_) -> 0L)", new Sessions(),
						"outlived the sign-out at Keycloak"),
				bug("a sign-out takes the cookies only", GATEWAY,
						GATEWAY + "/src/main/java/io/medlinks/gateway/signin/web/SignOutController.java",
						"this.sessions.end(caller.session().key()) .thenReturn(", "Mono.just(", new Sessions(),
						"a session outlived the sign-out here"),
				bug("a stream outlives its session", GATEWAY, SESSION + "OpenStreams.java",
						"return Mono.defer(this::cutEndedNow);", "return Mono.empty();", new Sessions(),
						"a stream outlived"),
				bug("what was acknowledged stays so when it is put otherwise", DOCTOR,
						DOCTOR + "/src/main/java/io/medlinks/doctor/dashboard/Coverage.java",
						".filter((doctor) -> !doctor.getValue().contains(version))", """
								.filter((doctor) -> doctor.getValue()
									.stream()
									.noneMatch((covered) -> covered.entryId().equals(version.entryId())))""",
						Streams.ofReaders(), "the dashboard's row"),
				bug("reconcile does not look at the rows", DOCTOR,
						DOCTOR + "/src/main/java/io/medlinks/doctor/dashboard/RowCheck.java",
						"? Verdict.SAME : Verdict.DIFFERENT)", "? Verdict.SAME : Verdict.SAME)", new Damage(),
						"did not find the damaged row"),
				bug("a screen is not told what a crash left untold", DOCTOR,
						DOCTOR + "/src/main/java/io/medlinks/doctor/dashboard/Dashboard.java",
						"""
								return this.mongo.findById(DashboardRow.id(doctorId, patientId), DashboardRow.class)
									.defaultIfEmpty(DashboardRow.empty(doctorId, patientId))
									.flatMap((before) -> fold(part, before).flatMap((row) -> ROW_WRITTEN.passed(write(row, before.revision()))))
									.retryWhen(UNTIL_WRITTEN)""",
						"""
								return this.mongo.findById(DashboardRow.id(doctorId, patientId), DashboardRow.class)
									.defaultIfEmpty(DashboardRow.empty(doctorId, patientId))
									.flatMap((before) -> fold(part, before).flatMap((row) -> ROW_WRITTEN.passed(write(row, before.revision()))
										.filter((_) -> !row.state().equals(before.state()))))
									.retryWhen(UNTIL_WRITTEN)""",
						Crashes.quietly(DOCTOR, "dashboard.row-written"), "on an old screen"),
				bug("a visit is booked into another's buffer", SCHEDULING,
						SCHEDULING + "/src/main/java/io/medlinks/scheduling/availability/WallTimeLine.java",
						"earlier(sheetEnd, end.plus(Duration.ofMinutes(settings.bufferAfter())))",
						"earlier(sheetEnd, end)", new RandomBookings(), "overlap in the doctor"),
				bug("a booking leaves the hold that it was for", SCHEDULING, APPOINTMENT + "DaySheets.java",
						"return this.outbox.update(DaySheet.class, Query.query(free), withoutOwnHolds(book, appointment), event);",
						"return this.outbox.update(DaySheet.class, Query.query(free), book, event);",
						new RandomBookings(), "a hold over an appointment"));
	}

	private static Scenario crash(String module, String point) {
		return new Crashes(module, point);
	}

	private static Scenario amidTraffic(String module) {
		return new Crashes(module, "");
	}

	private static PlantedBug bug(String name, String module, String source, String find, String replacement,
			Scenario scenario, String symptom) {
		return new PlantedBug(name, module, source, find, replacement, scenario, Pattern.compile(symptom));
	}

}
