package io.medlinks.scheduling.visitrequest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import io.medlinks.scheduling.appointment.Appointments;
import io.medlinks.scheduling.appointment.BookedVisit;
import io.medlinks.scheduling.people.People;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The visits that doctors asked for. Whether one is booked is read from the appointments
 * each time: calling the appointment off opens the request again.
 */
@Component
public class VisitRequests {

	/** How long a request is shown after the time to book has passed. */
	private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(30);

	/** The most that are shown at once. */
	private static final int MOST = 20;

	private final ReactiveMongoTemplate mongo;

	private final Projection<VisitRequest> requests;

	private final Appointments appointments;

	private final People people;

	private final Clock clock;

	VisitRequests(ReactiveMongoTemplate mongo, Projections projections, Appointments appointments, People people,
			Clock clock) {
		this.mongo = mongo;
		this.requests = projections.of("visit-requests", new Topic("medlinks.doctor.consultation"), VisitRequest.class);
		this.appointments = appointments;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * Takes over what a consultation asks for.
	 * @param request what it asks for
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> asked(VisitRequest request, String bodyHash) {
		Update state = new Update().set("patientId", request.patientId())
			.set("doctorId", request.doctorId())
			.set("asked", request.asked());
		return this.requests.apply(request.id(), request.version(), bodyHash, state).then();
	}

	/**
	 * The visits that a patient has still to book with doctors of the care team, the most
	 * pressing first.
	 * @param patientId the patient
	 */
	public Mono<List<VisitRequestView>> openOf(String patientId) {
		Query asked = Query
			.query(Criteria.where("patientId")
				.is(patientId)
				.and("asked.until")
				.gt(this.clock.instant().minus(SHOWN_AFTERWARDS)))
			.with(Sort.by("asked.until", "_id"));
		return this.mongo.find(asked, VisitRequest.class)
			.collectList()
			.flatMapMany((requests) -> notBooked(patientId, requests))
			.filterWhen((request) -> this.people.isInCare(request.doctorId(), patientId))
			.filterWhen((request) -> this.people.isApproved(request.doctorId()))
			.take(MOST)
			.collectList()
			.flatMap(this::named);
	}

	private Flux<VisitRequest> notBooked(String patientId, List<VisitRequest> requests) {
		return requests.isEmpty() ? Flux.empty()
				: this.appointments.bookedFor(patientId)
					.collectList()
					.flatMapIterable((booked) -> requests.stream()
						.filter((request) -> booked.stream().noneMatch((visit) -> isWhatWasAsked(visit, request)))
						.toList());
	}

	private static boolean isWhatWasAsked(BookedVisit visit, VisitRequest request) {
		VisitRequest.Asked asked = request.asked();
		return asked != null && visit.doctorId().equals(request.doctorId()) && visit.visitType() == asked.visitType()
				&& !visit.bookedAt().isBefore(asked.askedAt());
	}

	private Mono<List<VisitRequestView>> named(List<VisitRequest> requests) {
		return this.people.namesOfDoctors(requests.stream().map(VisitRequest::doctorId).toList())
			.map((names) -> requests.stream().flatMap((request) -> view(request, names)).toList());
	}

	private static Stream<VisitRequestView> view(VisitRequest request, Map<String, String> names) {
		VisitRequest.Asked asked = request.asked();
		return (asked != null) ? Stream.of(VisitRequestView.of(request, asked, names.get(request.doctorId())))
				: Stream.empty();
	}

}
