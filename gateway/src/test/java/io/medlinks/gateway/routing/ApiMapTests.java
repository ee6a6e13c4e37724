package io.medlinks.gateway.routing;

import java.util.Optional;

import io.medlinks.gateway.routing.ApiMap.Kind;
import io.medlinks.gateway.routing.ApiMap.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

class ApiMapTests {

	private final ApiMap map = new ApiMap();

	@ParameterizedTest
	@CsvSource({ "GET, /api/patient/profile, PATIENT", "PUT, /api/patient/profile, PATIENT",
			"POST, /api/patient/diary/entries, PATIENT", "DELETE, /api/patient/diary/entries/7, PATIENT",
			"GET, /api/patient/diary/entries/7/versions, PATIENT", "GET, /api/patient/diary/trends, PATIENT",
			"GET, /api/patient/med-log, PATIENT", "POST, /api/patient/care-team, PATIENT",
			"DELETE, /api/patient/care-team/7, PATIENT", "GET, /api/patient/access-log, PATIENT",
			"GET, /api/patient/export, PATIENT", "POST, /api/patient/invitations/7/acceptance, PATIENT",
			"POST, /api/patient/interviews, AI", "POST, /api/patient/interviews/7/answers, AI",
			"GET, /api/patient/summary, AI", "POST, /api/patient/chat/threads, AI", "GET, /api/patient/ai-receipts, AI",
			"GET, /api/patient/doctors, DOCTOR", "GET, /api/patient/doctors/7/openings, SCHEDULING",
			"POST, /api/patient/appointments/holds, SCHEDULING", "PATCH, /api/patient/appointments/7, SCHEDULING",
			"GET, /api/patient/visit-requests, SCHEDULING", "POST, /api/patient/waitlist/7/acceptance, SCHEDULING",
			"GET, /api/patient/calendar, SCHEDULING", "POST, /api/registration/doctor, DOCTOR",
			"PUT, /api/doctor/profile, DOCTOR", "GET, /api/doctor/dashboard, DOCTOR",
			"GET, /api/doctor/patients, DOCTOR", "HEAD, /api/doctor/patients, DOCTOR",
			"POST, /api/doctor/patients, PATIENT", "GET, /api/doctor/patients/7, DOCTOR",
			"DELETE, /api/doctor/patients/7, PATIENT", "GET, /api/doctor/patients/7/diary/entries, PATIENT",
			"GET, /api/doctor/patients/7/diary/entries/8/versions, PATIENT",
			"GET, /api/doctor/patients/7/med-log, PATIENT", "GET, /api/doctor/patients/7/trends, PATIENT",
			"GET, /api/doctor/invitations, PATIENT", "POST, /api/doctor/invitations/7/mail, PATIENT",
			"GET, /api/doctor/patients/7/summary, AI", "POST, /api/doctor/patients/7/summary/feedback, AI",
			"POST, /api/doctor/patients/7/consultations, DOCTOR",
			"GET, /api/doctor/patients/7/consultations/8/versions, DOCTOR", "POST, /api/doctor/reviews, DOCTOR",
			"PUT, /api/doctor/availability, SCHEDULING", "POST, /api/doctor/availability/exceptions, SCHEDULING",
			"GET, /api/doctor/patients/7/openings, SCHEDULING", "DELETE, /api/doctor/appointments/7, SCHEDULING",
			"GET, /api/doctor/calendar, SCHEDULING", "POST, /api/operator/doctors/7/approval, DOCTOR",
			"GET, /api/operator/patient/dead-letters, PATIENT", "GET, /api/operator/doctor/dead-letters, DOCTOR",
			"GET, /api/operator/scheduling/dead-letters, SCHEDULING",
			"GET, /api/operator/scheduling/messages, SCHEDULING", "GET, /calendar/abc.ics, SCHEDULING",
			"POST, /api/operator/ai-summary/dead-letters/7/replay, AI" })
	void sendsEachPathToItsOwner(String method, String path, Upstream owner) {
		assertThat(find(method, path)).contains(new Target(owner, Kind.CALL));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/patient/live, PATIENT, STREAM", "GET, /api/doctor/live, DOCTOR, STREAM",
			"POST, /api/patient/chat/threads/7/messages, AI, ANSWER" })
	void knowsWhatStreams(String method, String path, Upstream owner, Kind kind) {
		assertThat(find(method, path)).contains(new Target(owner, kind));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /internal/reconcile/sources", "GET, /internal/reconcile/projections/doctors",
			"POST, /internal/reconcile/sources/doctors/repair", "GET, /api/internal/reconcile/sources",
			"GET, /actuator/health", "GET, /actuator/env", "GET, /v3/api-docs", "GET, /api/patient",
			"GET, /api/patient/unknown", "GET, /api/doctor/patients/7/notes", "GET, /api/operator/other/dead-letters",
			"GET, /api/unknown", "GET, /api/patient/profile/x" })
	void knowsNothingElse(String method, String path) {
		assertThat(find(method, path)).isEmpty();
	}

	private Optional<Target> find(String method, String path) {
		return this.map.find(HttpMethod.valueOf(method), PathContainer.parsePath(path));
	}

}
