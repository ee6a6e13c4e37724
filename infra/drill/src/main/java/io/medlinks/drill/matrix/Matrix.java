package io.medlinks.drill.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.scenario.Run;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.stack.RunningStack;
import io.medlinks.local.demo.MedLinksClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every route of every running service, called by everybody, through the gateway and
 * straight at the service: each gets what the route's policy promises and no more.
 */
public final class Matrix implements Scenario {

	private static final Set<Integer> DENIED = Set.of(401, 403);

	private static final Set<Integer> NOT_THEIRS = Set.of(403, 404);

	private static final int LAST = 2;

	private static final String THREADS = "/api/patient/chat/threads";

	private static final String QUESTION = "{\"text\": \"What helps against a headache? %s\"}";

	@Override
	public String name() {
		return "matrix";
	}

	@Override
	public String promise() {
		return "Every route of every service answers nobody, the wrong role, an unapproved, unrelated, revoked or former "
				+ "doctor, another patient and the rightful one as its policy says, through the gateway, by token and by session, and straight at "
				+ "the service";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Cast cast = Cast.assemble(run);
		List<Route> routes = new ArrayList<>();
		for (String service : RunningStack.SERVICES) {
			routes.addAll(Route.of(service,
					cast.operator().gets(run.stack().serviceUrl(service, "/v3/api-docs"), 200).json()));
		}
		routes.sort(Comparator.comparingInt(Matrix::rank).thenComparing(Route::template).thenComparing(Route::method));
		run.figure("routes", routes.size());
		routes.stream()
			.filter((route) -> !route.hasPolicy())
			.forEach((route) -> run.fault(route.service() + " offers " + route + " without a policy"));
		Calls calls = new Calls(run, cast);
		for (Route route : routes) {
			calls.of(route);
			calls.crossed(route);
		}
		run.figure("callers", Cast.CALLERS);
		run.figure("calls", calls.count());
		run.figure("of these, for something of another patient", calls.countOfCrossed());
		if (calls.countOfCrossed() == 0) {
			run.fault("no route names something of a patient");
		}
		calls.underOneKey();
		calls.crossedInTheBody();
		calls.crossedInTheChat();
		run.figure("not as promised", run.faults().size());
	}

	/** Reads come first, and what ends the care last. */
	private static int rank(Route route) {
		if (route.isRead()) {
			return 0;
		}
		return (route.method().equals("DELETE") && (route.template().equals("/api/doctor/patients/{id}")
				|| route.template().startsWith("/api/operator/doctors"))) ? LAST : 1;
	}

	/** The calls of one matrix. */
	private static final class Calls {

		private final Run run;

		private final Cast cast;

		/** Of an invitation that waits for the patient's answer. */
		private String invitationId = "";

		private int count;

		private int crossed;

		Calls(Run run, Cast cast) {
			this.run = run;
			this.cast = cast;
		}

		int countOfCrossed() {
			return this.crossed;
		}

		int count() {
			return this.count;
		}

		void of(Route route) throws IOException, InterruptedException {
			if (route.template().contains("/invitations/{id}")) {
				this.invitationId = this.cast.openInvitation();
			}
			String before = seen(route);
			for (Caller caller : this.cast.callers()) {
				// Whom it belongs to comes behind all others, and may use it up.
				if (caller.owns(route) && !seen(route).equals(before)) {
					this.run.fault(route + " was done by somebody whom it does not belong to");
				}
				String path = path(route, caller);
				for (String url : urls(route, caller, path)) {
					judge(route, caller, answer(caller, route, url), isGateway(url), "");
				}
				// The browser writes where the answer is JSON only.
				if (caller.browser() != null && (route.isRead() || !route.stream())
						&& !(rank(route) == LAST && caller.isRightful())) {
					for (String gateway : gateways()) {
						MedLinksClient browser = caller.browser().at(gateway);
						Answer answer = route.stream() ? watchBySession(browser, route, caller, path)
								: bySession(browser, route, path);
						judge(route, caller, answer, true, " by session");
					}
				}
			}
		}

		/**
		 * What the patient sees of that which the route names, where no version protects
		 * it.
		 */
		private String seen(Route route) throws InterruptedException {
			String template = route.template();
			Person patient = this.cast.patient();
			if (template.contains("/invitations/{id}")) {
				return patient.get("/api/patient/invitations").body();
			}
			if (template.contains("/care-team/{doctorId}")) {
				return patient.get("/api/patient/care-team").body();
			}
			if (template.startsWith(THREADS + "/{id}")) {
				return patient.get(THREADS + "/" + this.cast.threadId() + "/messages").body();
			}
			return "";
		}

		private void judge(Route route, Caller caller, Answer answer, boolean byGateway, String how) {
			this.count++;
			String wrong = verdict(route, caller, answer, route.isInternal() && byGateway);
			if (!wrong.isEmpty()) {
				this.run.fault(caller.name() + ", " + (byGateway ? "gateway" : route.service()) + how + ": " + route
						+ " " + wrong);
			}
		}

		/**
		 * A doctor who may see one patient asks, with that patient's id, for something of
		 * another's.
		 */
		void crossed(Route route) throws IOException, InterruptedException {
			if (!route.namesSomethingOfAPatient()) {
				return;
			}
			Caller caller = this.cast.caller(Kind.UNRELATED);
			String path = path(route, caller).replace(this.cast.patient().id(), this.cast.of(Kind.OTHER_PATIENT).id());
			for (String url : urls(route, caller, path)) {
				Answer answer = answer(caller, route, url);
				this.count++;
				this.crossed++;
				if (answer.status() != 404 || answer.body().contains(this.cast.patient().canary())) {
					this.run.fault(route + " answered " + answer.status()
							+ " to a doctor of one patient who asked for something of another");
				}
			}
		}

		/**
		 * The same key is another one for somebody else, and good for one request only.
		 */
		void underOneKey() throws IOException, InterruptedException {
			Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
			String entry = "{\"text\": \"%s\", \"happenedAt\": \"2026-11-23T08:00:00Z\"}";
			String path = "/api/patient/diary/entries";
			Person patient = this.cast.patient();
			Person other = this.cast.of(Kind.OTHER_PATIENT);
			Answer first = ask(patient, "POST", path, entry.formatted("A headache"), key);
			Answer again = ask(patient, "POST", path, entry.formatted("A headache"), key);
			Answer ofOther = ask(other, "POST", path, entry.formatted("A headache"), key);
			Answer otherwise = ask(patient, "POST", path, entry.formatted("something else"), key);
			if (!first.succeeded() || !again.succeeded() || !first.id().equals(again.id())) {
				this.run.fault("a repetition was answered " + again.status() + " after " + first.status());
			}
			if (!ofOther.succeeded() || ofOther.id().equals(first.id())) {
				this.run.fault("one person's key was taken for another's: " + ofOther.status());
			}
			if (otherwise.status() != 422) {
				this.run.fault("another request under a used key was answered " + otherwise.status());
			}
		}

		/** A doctor names the one patient, and in the same body an entry of the other. */
		void crossedInTheBody() throws IOException, InterruptedException {
			Person doctor = this.cast.of(Kind.UNRELATED);
			Person own = this.cast.of(Kind.OTHER_PATIENT);
			String version = "[{\"entryId\": \"%s\", \"version\": 1}]".formatted(this.cast.entryId());
			String record = "/api/doctor/patients/" + own.id();
			judgeCrossed("acknowledging", ask(doctor, "POST", "/api/doctor/reviews",
					"{\"patientId\": \"%s\", \"kind\": \"acknowledge\", \"covers\": %s}".formatted(own.id(), version),
					Map.of("Idempotency-Key", UUID.randomUUID().toString())));
			judgeCrossed("answering",
					ask(doctor, "POST", record + "/consultations",
							"{\"mode\": \"text\", \"message\": \"Rest\", \"covers\": %s}".formatted(version),
							Map.of("Idempotency-Key", UUID.randomUUID().toString())));
			judgeCrossed("marking as read", ask(doctor, "PUT", record + "/read-marks",
					"{\"opened\": %s}".formatted(version), Map.of("Idempotency-Key", UUID.randomUUID().toString())));
		}

		/** A patient names a conversation of their own, and a question of the other's. */
		void crossedInTheChat() throws IOException, InterruptedException {
			Person other = this.cast.of(Kind.OTHER_PATIENT);
			Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
			Answer begun = ask(other, "POST", THREADS, "", key);
			Answer stopped = ask(other, "DELETE",
					THREADS + "/" + begun.id() + "/messages/" + this.cast.messageId() + "/answer", "", Map.of());
			if (!begun.succeeded() || stopped.status() != 404) {
				this.run.fault("stopping the answer to another patient's question was answered " + stopped.status());
			}
		}

		/** What is refused for the moment is asked again. */
		private Answer ask(Person person, String method, String path, String body, Map<String, String> headers)
				throws IOException, InterruptedException {
			Answer answer = person.once(method, path, body, headers);
			for (int i = 0; i < 60 && (answer.status() == 429 || answer.isAway()); i++) {
				TimeUnit.MILLISECONDS.sleep(300);
				answer = person.once(method, path, body, headers);
			}
			this.count++;
			return answer;
		}

		private void judgeCrossed(String what, Answer answer) {
			if (answer.status() != 404 && answer.status() != 409) {
				this.run.fault(what + " another patient's entry was answered " + answer.status());
			}
		}

		private boolean isGateway(String url) {
			return this.run.stack().gateways().stream().anyMatch(url::startsWith)
					|| url.startsWith(this.run.stack().gateway());
		}

		/**
		 * All instances; at short size, and for what the rightful one can do once only,
		 * one of each.
		 */
		private List<String> urls(Route route, Caller caller, String path) {
			String throughGateway = this.run.stack().gateway() + path;
			if (rank(route) == LAST && caller.isRightful()) {
				return List.of(throughGateway);
			}
			if (this.run.size() == Run.Size.SHORT) {
				return List.of(this.run.stack().serviceUrl(route.service(), path), throughGateway);
			}
			return Stream
				.concat(this.run.stack()
					.instancesOf(route.service())
					.stream()
					.map((instance) -> this.run.stack().serviceUrl(instance, path)),
						gateways().stream().map((gateway) -> gateway + path))
				.toList();
		}

		private List<String> gateways() {
			return (this.run.size() == Run.Size.SHORT) ? List.of(this.run.stack().gateway())
					: this.run.stack().gateways();
		}

		/**
		 * As a page asks: by the cookies of a session, with the token against forgery.
		 */
		private Answer bySession(MedLinksClient browser, Route route, String path)
				throws IOException, InterruptedException {
			String body = body(route);
			MedLinksClient.Answer answer = route.isRead() ? browser.get(path)
					: browser.write(route.method(), path, body.isEmpty() ? null : JsonMapper.shared().readTree(body),
							UUID.randomUUID().toString(), "\"999\"");
			return new Answer(answer.status(), answer.body().toString(), "", 1);
		}

		/**
		 * As a page watches: the first event of a live view. The browser does not say why
		 * one did not open, so one that may is opened again.
		 */
		private Answer watchBySession(MedLinksClient browser, Route route, Caller caller, String path)
				throws InterruptedException {
			boolean mayOpen = verdict(route, caller, new Answer(200, "", "", 1), false).isEmpty();
			String event = firstEvent(browser, path);
			for (int i = 0; i < 60 && mayOpen && event.isEmpty(); i++) {
				TimeUnit.MILLISECONDS.sleep(300);
				event = firstEvent(browser, path);
			}
			return new Answer(event.isEmpty() ? 403 : 200, event, "", 1);
		}

		private static String firstEvent(MedLinksClient browser, String path) throws InterruptedException {
			try (InputStream stream = browser.open(path)) {
				return Person.firstEvent(stream);
			}
			catch (IOException ex) {
				return "";
			}
		}

		private Answer answer(Caller caller, Route route, String url) throws IOException, InterruptedException {
			Map<String, String> headers = Map.of("If-Match", "\"999\"", "Idempotency-Key",
					UUID.randomUUID().toString());
			Answer answer = once(caller, route, url, headers);
			for (int i = 0; i < 60 && (answer.status() == 429 || answer.status() == 503); i++) {
				TimeUnit.MILLISECONDS.sleep(300);
				answer = once(caller, route, url, headers);
			}
			return answer;
		}

		private Answer once(Caller caller, Route route, String url, Map<String, String> headers)
				throws IOException, InterruptedException {
			if (caller.person() == null) {
				Map<String, String> all = new HashMap<>(headers);
				if (caller.kind() == Kind.SERVICE) {
					all.put("Authorization", "Bearer " + this.run.stack().serviceToken());
				}
				return this.cast.operator().asNobody(route.method(), url, body(route), all);
			}
			if (!route.stream()) {
				return caller.person().once(route.method(), url, body(route), headers);
			}
			return route.isRead() ? caller.person().headOfStream(url)
					: caller.person().once(route.method(), url, body(route), asStream(headers));
		}

		/** An answer that comes as events and ends by itself. */
		private static Map<String, String> asStream(Map<String, String> headers) {
			Map<String, String> all = new HashMap<>(headers);
			all.put("Accept", "text/event-stream");
			return all;
		}

		/** Returns what is wrong with an answer; nothing where it is as promised. */
		private String verdict(Route route, Caller caller, Answer answer, boolean mustNotBeRouted) {
			int status = answer.status();
			if (status >= 500) {
				return "failed with " + status;
			}
			if (mustNotBeRouted) {
				return NOT_THEIRS.contains(status) || status == 401 ? "" : "is routed and answered " + status;
			}
			if (!caller.mayKnow() && (answer.body().contains(this.cast.patient().canary())
					|| answer.body().contains(this.cast.patient().id()))) {
				return "showed the patient's data";
			}
			if (route.role().equals("holder")) {
				// A service account's token opens nothing but what services have for each
				// other.
				return (status == 404 || (caller.kind() == Kind.SERVICE && status == 401)) ? ""
						: "answered " + status + " at an address that nobody was given";
			}
			if (caller.kind() == Kind.SERVICE) {
				return (DENIED.contains(status) != route.isInternal()) ? ""
						: "answered " + status + " to the service account";
			}
			if (caller.person() == null) {
				return (status == 401) ? "" : "answered " + status + " to nobody";
			}
			if (route.isInternal()) {
				return DENIED.contains(status) ? "" : "answered " + status + " to a person";
			}
			if (!route.role().equals("anyone") && !route.role().equals(caller.person().role())) {
				return (status == 403) ? "" : "answered " + status + " to another group";
			}
			if (caller.kind() == Kind.UNAPPROVED && route.approved()) {
				return (status == 403) ? "" : "answered " + status + " without approval";
			}
			if (caller.kind() == Kind.FORMER) {
				// A token from before may still serve for what needs no approval.
				return (status == 403 || !route.approved()) ? ""
						: "answered " + status + " though the approval was withdrawn";
			}
			if (caller.isRightful()) {
				boolean isThere = route.isRead() ? status == 200
						: status != 404 || !route.namesSomething() || isPublic(route);
				return DENIED.contains(status) ? "refused the rightful one with " + status
						: isThere ? "" : "answered " + status + " to the rightful one";
			}
			if (route.relationship().startsWith("in-care")) {
				return (status == 403) ? "" : "answered " + status + " without a care-team link";
			}
			if (route.namesSomething() && !isPublic(route)) {
				return NOT_THEIRS.contains(status) ? ""
						: "answered " + status + " to somebody whom it does not belong to";
			}
			return DENIED.contains(status) ? "refused what is everybody's own with " + status : "";
		}

		/** What a path names and yet belongs to nobody. */
		private static boolean isPublic(Route route) {
			return route.relationship().equals("none");
		}

		/**
		 * The path to what belongs to the patient or the treating doctor. What is
		 * invented belongs to nobody. The patient ends the care of a doctor for whom it
		 * has ended.
		 */
		private String path(Route route, Caller caller) {
			String path = route.template();
			Kind doctor = (caller.kind() == Kind.PATIENT) ? Kind.REVOKED : Kind.TREATING;
			return path.replace("{entryId}", this.cast.entryId())
				.replace("{consultationId}", this.cast.consultationId())
				.replace("{doctorId}", this.cast.of(doctor).id())
				.replace("{messageId}", this.cast.messageId())
				.replace("{name}", "unknown-" + UUID.randomUUID())
				.replace("{token}", "unknown-" + UUID.randomUUID())
				.replace("{id}", id(path));
		}

		private String id(String template) {
			if (template.contains("/doctor/patients/{id}")) {
				return this.cast.patient().id();
			}
			if (template.contains("/diary/entries/{id}")) {
				return this.cast.entryId();
			}
			if (template.contains("/appointments/{id}")) {
				return this.cast.appointmentId();
			}
			if (template.startsWith("/api/patient/interviews/{id}")) {
				return this.cast.interviewId();
			}
			if (template.startsWith(THREADS + "/{id}")) {
				return this.cast.threadId();
			}
			if (template.contains("/invitations/{id}")) {
				return this.invitationId;
			}
			if (template.startsWith("/api/patient/doctors/{id}")) {
				return this.cast.treatingDoctor().id();
			}
			return "unknown-" + UUID.randomUUID();
		}

		private String body(Route route) {
			if (route.method().equals("DELETE")) {
				return route.template().endsWith("{consultationId}") ? "{\"reason\": \"wrong patient\"}" : "";
			}
			if (route.isRead()) {
				return "";
			}
			return switch (route.template()) {
				case "/api/doctor/reviews" -> """
						{"patientId": "%s", "kind": "acknowledge", "covers": [{"entryId": "%s", "version": 1}]}"""
					.formatted(this.cast.patient().id(), this.cast.entryId());
				case "/api/doctor/patients/{id}/read-marks" -> """
						{"opened": [{"entryId": "%s", "version": 1}]}""".formatted(this.cast.entryId());
				case "/api/doctor/patients/{id}/consultations" -> """
						{"mode": "phone", "message": "%s", "privateNotes": "%s"}"""
					.formatted(this.cast.patient().canary(), this.cast.treatingDoctor().canary());
				case "/api/doctor/patients/{id}/consultations/{consultationId}" -> """
						{"mode": "phone", "message": "%s", "reason": "changed"}"""
					.formatted(this.cast.patient().canary());
				case "/api/doctor/appointments" -> """
						{"patientId": "%s", "start": "%sT03:00:00Z", "visitType": "in-person"}"""
					.formatted(this.cast.patient().id(), LocalDate.now(ZoneOffset.UTC).plusDays(1));
				case "/api/patient/interviews/{id}/answers" -> """
						{"questionId": "onset", "skipped": true}""";
				case "/api/patient/interviews/{id}/submission" -> """
						{"text": "sent"}""";
				case THREADS + "/{id}/messages" -> QUESTION.formatted(this.cast.patient().canary());
				case "/api/operator/doctors/{id}/refusal" -> """
						{"reason": "not known"}""";
				case "/api/patient/diary/entries/{id}" -> """
						{"text": "changed", "happenedAt": "2026-11-23T08:00:00Z"}""";
				case "/api/patient/appointments/{id}", "/api/doctor/appointments/{id}" -> """
						{"start": "%sT03:00:00Z"}""".formatted(LocalDate.now(ZoneOffset.UTC).plusDays(1));
				default -> "{}";
			};
		}

	}

	/**
	 * How a caller stands to the patient.
	 */
	enum Kind {

		NOBODY, SERVICE, OTHER_PATIENT, UNRELATED, REVOKED, UNAPPROVED, FORMER, OPERATOR, TREATING, PATIENT

	}

	/**
	 * Somebody who calls every route.
	 *
	 * @param name what the caller is in the report
	 * @param kind how they stand to the patient
	 * @param person the person; null for nobody and a service
	 * @param browser the person's browser; null for nobody and a service
	 */
	record Caller(String name, Kind kind, @Nullable Person person, @Nullable MedLinksClient browser) {

		static Caller of(Run run, String name, Kind kind, Person person) throws IOException, InterruptedException {
			MedLinksClient browser = new MedLinksClient(run.stack().gateway());
			browser.signIn(person.username(), run.people().password());
			return new Caller(name, kind, person, browser);
		}

		boolean isRightful() {
			return this.kind == Kind.TREATING || this.kind == Kind.PATIENT || this.kind == Kind.OPERATOR;
		}

		boolean mayKnow() {
			return this.kind == Kind.TREATING || this.kind == Kind.PATIENT;
		}

		/** Whether what the route names belongs to this caller. */
		boolean owns(Route route) {
			return isRightful() && this.person != null && route.role().equals(this.person.role());
		}

	}

	/**
	 * Everybody in the story, with something to show behind each route.
	 */
	private record Cast(List<Caller> callers, String entryId, String consultationId, String appointmentId,
			String interviewId, String threadId, String messageId) {

		static final String CALLERS = "nobody, a service account, another patient, an unrelated doctor, a revoked doctor, an unapproved "
				+ "doctor, a doctor whose approval was withdrawn, an operator, the treating doctor, the patient";

		Caller caller(Kind kind) {
			return this.callers.stream().filter((caller) -> caller.kind() == kind).findFirst().orElseThrow();
		}

		Person of(Kind kind) {
			return Objects.requireNonNull(caller(kind).person());
		}

		Person patient() {
			return of(Kind.PATIENT);
		}

		Person treatingDoctor() {
			return of(Kind.TREATING);
		}

		Person operator() {
			return of(Kind.OPERATOR);
		}

		/**
		 * The id of an invitation that waits for the patient's answer. Where one waits
		 * already, the treating doctor is refused another.
		 */
		String openInvitation() throws InterruptedException {
			Person patient = patient();
			String body = "{\"name\": \"%s\", \"email\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\"}";
			treatingDoctor().write("POST", "/api/doctor/patients", body.formatted(patient.canary(), patient.email()));
			return firstId(patient, "/api/patient/invitations");
		}

		private static String firstId(Person person, String list) throws InterruptedException {
			return person.gets(list, (answer) -> !answer.json().get("items").isEmpty())
				.json()
				.at("/items/0/id")
				.asString();
		}

		static Cast assemble(Run run) throws IOException, InterruptedException {
			List<Person> people = run.people()
				.signIn("patient", "patient", "doctor", "doctor", "doctor", "doctor", "doctor", "operator");
			Person patient = people.get(0);
			Person other = people.get(1);
			Person treating = people.get(2);
			Person unrelated = people.get(3);
			Person revoked = people.get(4);
			Person unapproved = people.get(5);
			Person former = people.get(6);
			Person operator = people.get(7);
			for (Person doctor : List.of(treating, unrelated, revoked, unapproved, former)) {
				doctor.does("PUT", "/api/doctor/profile", """
						{"name": "Dr Test", "specialty": "General practice", "zone": "Europe/Lisbon"}""");
				if (doctor != unapproved) {
					operator.does("POST", "/api/operator/doctors/" + doctor.id() + "/approval", "");
				}
			}
			for (Person each : List.of(patient, other)) {
				each.does("PUT", "/api/patient/profile",
						"{\"name\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\"}"
							.formatted(each.canary()));
			}
			for (Person doctor : List.of(treating, revoked, former)) {
				run.people().mayKnow(doctor, patient);
				patient.does("POST", "/api/patient/care-team", "{\"doctorId\": \"" + doctor.id() + "\"}");
			}
			run.people().mayKnow(unrelated, other);
			other.does("POST", "/api/patient/care-team", "{\"doctorId\": \"" + unrelated.id() + "\"}");
			for (String part : List.of("", "/diary/entries", "/openings")) {
				unrelated.gets("/api/doctor/patients/" + other.id() + part, 200);
			}
			String entryId = patient.does("POST", "/api/patient/diary/entries", """
					{"text": "A headache, %s", "happenedAt": "2026-11-23T08:00:00Z",
					"symptoms": [{"code": "headache", "severity": 5}]}""".formatted(patient.canary()))
				.json()
				.get("id")
				.asString();
			for (Person doctor : List.of(treating, unrelated)) {
				doctor.does("PUT", "/api/doctor/availability", everyDay());
			}
			String record = "/api/doctor/patients/" + patient.id();
			for (String part : List.of("", "/diary/entries", "/summary", "/openings")) {
				treating.gets(record + part, 200);
				revoked.gets(record + part, 200);
				former.gets(record + part, 200);
			}
			patient.gets("/api/patient/summary", 200);
			patient.gets("/api/patient/doctors/" + treating.id() + "/openings", 200);
			String consultationId = treating
				.does("POST", record + "/consultations",
						"{\"mode\": \"phone\", \"message\": \"%s\", \"privateNotes\": \"%s\"}"
							.formatted(patient.canary(), treating.canary()))
				.json()
				.get("id")
				.asString();
			String start = treating.get(record + "/openings").json().at("/items/0/start").asString();
			String appointmentId = treating
				.does("POST", "/api/doctor/appointments",
						"{\"patientId\": \"%s\", \"start\": \"%s\", \"visitType\": \"in-person\", \"reason\": \"%s\"}"
							.formatted(patient.id(), start, patient.canary()))
				.json()
				.get("id")
				.asString();
			String interviewId = patient
				.does("POST", "/api/patient/interviews",
						"""
								{"text": "My ear hurts, %s", "language": "en", "happenedAt": "2026-11-23T08:00:00Z"}"""
							.formatted(patient.canary()))
				.json()
				.get("id")
				.asString();
			patient.does("DELETE", "/api/patient/care-team/" + revoked.id(), "");
			// The tokens that they have for the next minutes still have the role.
			former.renew();
			Caller formerCaller = Caller.of(run, "a former doctor", Kind.FORMER, former);
			operator.does("DELETE", "/api/operator/doctors/" + former.id() + "/approval", "");
			for (Person gone : List.of(revoked, former)) {
				run.people().mayKnowNoMore(gone, patient);
				for (String part : List.of("", "/diary/entries", "/summary", "/openings")) {
					gone.gets(record + part, 403);
				}
			}
			String threadId = patient.does("POST", THREADS, "").json().get("id").asString();
			String messages = THREADS + "/" + threadId + "/messages";
			patient.ask("POST", messages, QUESTION.formatted(patient.canary()), Map.of("Accept", "text/event-stream"));
			String messageId = firstId(patient, messages);
			List<Caller> callers = List.of(new Caller("nobody", Kind.NOBODY, null, null),
					new Caller("a service account", Kind.SERVICE, null, null),
					Caller.of(run, "another patient", Kind.OTHER_PATIENT, other),
					Caller.of(run, "an unrelated doctor", Kind.UNRELATED, unrelated),
					Caller.of(run, "a revoked doctor", Kind.REVOKED, revoked),
					Caller.of(run, "an unapproved doctor", Kind.UNAPPROVED, unapproved), formerCaller,
					Caller.of(run, "an operator", Kind.OPERATOR, operator),
					Caller.of(run, "the treating doctor", Kind.TREATING, treating),
					Caller.of(run, "the patient", Kind.PATIENT, patient));
			Cast cast = new Cast(callers, entryId, consultationId, appointmentId, interviewId, threadId, messageId);
			cast.openInvitation();
			return cast;
		}

		private static String everyDay() {
			List<String> rules = new ArrayList<>();
			for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")) {
				rules.add("{\"day\": \"" + day
						+ "\", \"from\": \"09:00\", \"to\": \"17:00\", \"visitTypes\": [\"in-person\"]}");
			}
			return "{\"zone\": \"Europe/Lisbon\", \"visitTypes\": [{\"code\": \"in-person\", \"minutes\": 20}], \"rules\": ["
					+ String.join(",", rules) + "]}";
		}

	}

}
