package io.medlinks.patient.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.medlinks.patient.careteam.Doctors;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The patients' appointments.
 */
@Component
public class Appointments {

	private static final int MOST = 100;

	private final ReactiveMongoTemplate mongo;

	private final Projection<PublishedAppointment> published;

	private final LiveFeeds live;

	private final Clock clock;

	private final Doctors doctors;

	Appointments(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live, Clock clock, Doctors doctors) {
		this.mongo = mongo;
		this.published = projections.of("appointments", new Topic("medlinks.scheduling.appointment"),
				PublishedAppointment.class);
		this.live = live;
		this.clock = clock;
		this.doctors = doctors;
	}

	/**
	 * Takes over an appointment as published.
	 * @param appointment the appointment
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> changed(PublishedAppointment appointment, String bodyHash) {
		Update state = new Update().set("patientId", appointment.patientId())
			.set("doctorId", appointment.doctorId())
			.set("status", appointment.status())
			.set("start", appointment.start())
			.set("end", appointment.end())
			.set("zone", appointment.zone())
			.set("visitType", appointment.visitType())
			.set("bookedBy", appointment.bookedBy())
			.set("reason", appointment.reason());
		return this.published.apply(appointment.id(), appointment.version(), bodyHash, state)
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.live.changed(ReaderId.patient(appointment.patientId()),
					new LiveChange("appointment", appointment.id())));
	}

	/**
	 * A patient's appointments that are still to come, the next one first.
	 * @param patientId the patient
	 */
	public Flux<AppointmentView> upcoming(String patientId) {
		Query query = Query
			.query(Criteria.where("patientId")
				.is(patientId)
				.and("end")
				.gt(this.clock.instant())
				.and("status")
				.is(AppointmentStatus.BOOKED))
			.with(Sort.by("end"))
			.limit(MOST);
		return this.mongo.find(query, PublishedAppointment.class).transform(this::views);
	}

	/**
	 * One of a patient's appointments, whatever became of it.
	 * @param patientId the patient
	 * @param id the appointment
	 * @return empty where the patient has no such appointment
	 */
	public Mono<AppointmentView> appointment(String patientId, String id) {
		return this.mongo.findById(id, PublishedAppointment.class)
			.filter((appointment) -> appointment.patientId().equals(patientId))
			.flux()
			.transform(this::views)
			.next();
	}

	/**
	 * A page of a patient's appointments, those called off among them, by when they
	 * begin, the latest first.
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<AppointmentView>> of(String patientId, PageRequest request) {
		return Mono.defer(() -> {
			Criteria wanted = Criteria.where("patientId").is(patientId);
			Cursor cursor = request.cursor();
			if (cursor != null) {
				Instant start = cursor.instant(0);
				wanted = wanted.and("start")
					.lte(start)
					.orOperator(Criteria.where("start").lt(start), Criteria.where("_id").lt(cursor.text(1)));
			}
			Query query = Query.query(wanted)
				.with(Sort.by(Sort.Direction.DESC, "start", "_id"))
				.limit(request.limit() + 1);
			return this.mongo.find(query, PublishedAppointment.class)
				.transform(this::views)
				.collectList()
				.map((found) -> Page.of(found, request,
						(appointment) -> Cursor.after(appointment.start().toInstant(), appointment.id())));
		});
	}

	private Flux<AppointmentView> views(Flux<PublishedAppointment> appointments) {
		return appointments.collectList().flatMapMany(this::named);
	}

	private Flux<AppointmentView> named(List<PublishedAppointment> appointments) {
		return this.doctors.namesOf(appointments.stream().map(PublishedAppointment::doctorId).distinct().toList())
			.flatMapIterable((names) -> appointments.stream()
				.map((appointment) -> AppointmentView.of(appointment, names.get(appointment.doctorId())))
				.toList());
	}

}
