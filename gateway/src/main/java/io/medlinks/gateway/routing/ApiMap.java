package io.medlinks.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which service answers which path. What is not here does not exist outside.
 */
@Component
public class ApiMap {

	private static final Set<HttpMethod> ANY = Set.of();

	private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private final List<Entry> entries = new ArrayList<>();

	ApiMap() {
		patientPaths();
		doctorPaths();
		add(Upstream.DOCTOR, "/api/registration/doctor");
		add(Upstream.DOCTOR, "/api/operator/doctors/**");
		add(Upstream.SCHEDULING, "/api/operator/scheduling/messages");
		add(Upstream.SCHEDULING, Kind.CALL, READ, "/calendar/{file}");
		for (Upstream upstream : Upstream.values()) {
			add(upstream, "/api/operator/" + upstream.id() + "/dead-letters/**");
		}
	}

	private void patientPaths() {
		add(Upstream.PATIENT, Kind.STREAM, READ, "/api/patient/live");
		add(Upstream.PATIENT, "/api/patient/profile", "/api/patient/diary/**", "/api/patient/med-log",
				"/api/patient/care-team/**", "/api/patient/access-log", "/api/patient/export",
				"/api/patient/invitations/**");
		add(Upstream.AI, Kind.ANSWER, Set.of(HttpMethod.POST), "/api/patient/chat/threads/{id}/messages");
		add(Upstream.AI, "/api/patient/interviews/**", "/api/patient/summary", "/api/patient/chat/**",
				"/api/patient/ai-receipts");
		add(Upstream.SCHEDULING, "/api/patient/doctors/{id}/openings", "/api/patient/appointments/**",
				"/api/patient/visit-requests", "/api/patient/waitlist/**", "/api/patient/calendar/**");
		add(Upstream.DOCTOR, "/api/patient/doctors/**");
	}

	private void doctorPaths() {
		add(Upstream.DOCTOR, Kind.STREAM, READ, "/api/doctor/live");
		add(Upstream.DOCTOR, "/api/doctor/profile", "/api/doctor/dashboard", "/api/doctor/reviews/**",
				"/api/doctor/patients/{id}/consultations/**", "/api/doctor/patients/{id}/read-marks");
		add(Upstream.DOCTOR, Kind.CALL, READ, "/api/doctor/patients", "/api/doctor/patients/{id}");
		add(Upstream.PATIENT, "/api/doctor/patients", "/api/doctor/patients/{id}", "/api/doctor/patients/{id}/diary/**",
				"/api/doctor/patients/{id}/med-log", "/api/doctor/patients/{id}/trends", "/api/doctor/invitations/**");
		add(Upstream.AI, "/api/doctor/patients/{id}/summary/**");
		add(Upstream.SCHEDULING, "/api/doctor/patients/{id}/openings", "/api/doctor/availability/**",
				"/api/doctor/appointments/**", "/api/doctor/calendar/**");
	}

	private void add(Upstream upstream, String... patterns) {
		add(upstream, Kind.CALL, ANY, patterns);
	}

	private void add(Upstream upstream, Kind kind, Set<HttpMethod> methods, String... patterns) {
		for (String pattern : patterns) {
			this.entries
				.add(new Entry(PathPatternParser.defaultInstance.parse(pattern), methods, new Target(upstream, kind)));
		}
	}

	/**
	 * Who answers a request.
	 * @param method its method
	 * @param path its path
	 */
	public Optional<Target> find(HttpMethod method, PathContainer path) {
		return this.entries.stream().filter((entry) -> entry.matches(method, path)).map(Entry::target).findFirst();
	}

	/**
	 * How a path answers.
	 */
	public enum Kind {

		/** At once. */
		CALL,

		/** As long as the reader stays. */
		STREAM,

		/** Word by word, for a minute or so. */
		ANSWER

	}

	/**
	 * Who answers, and how.
	 *
	 * @param upstream the service
	 * @param kind how
	 */
	public record Target(Upstream upstream, Kind kind) {

	}

	private record Entry(PathPattern pattern, Set<HttpMethod> methods, Target target) {

		boolean matches(HttpMethod method, PathContainer path) {
			return (this.methods.isEmpty() || this.methods.contains(method)) && this.pattern.matches(path);
		}

	}

}
