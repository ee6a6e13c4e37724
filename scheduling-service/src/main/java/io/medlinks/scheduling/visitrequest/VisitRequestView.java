package io.medlinks.scheduling.visitrequest;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;
import org.jspecify.annotations.Nullable;

/**
 * A visit that the patient is asked to book and has not booked yet.
 *
 * @param id the consultation in which it was asked
 * @param doctorId who asks, and whom to visit
 * @param doctorName what the doctor is called; null where not known yet
 * @param visitType the type of visit
 * @param askedAt when the patient was asked
 * @param until until when it should be booked
 */
public record VisitRequestView(String id, String doctorId, @Nullable String doctorName, VisitType visitType,
		Instant askedAt, Instant until) {

	static VisitRequestView of(VisitRequest request, VisitRequest.Asked asked, @Nullable String doctorName) {
		return new VisitRequestView(request.id(), request.doctorId(), doctorName, asked.visitType(), asked.askedAt(),
				asked.until());
	}

}
