package io.medlinks.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.EventStream;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that is slow, broken or away.
 */
@GatewayIT
class ServiceFailureIT {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private final String mark = UUID.randomUUID().toString();

	@Autowired
	Browsers browsers;

	@Autowired
	RoutingProperties properties;

	@Test
	void doesNotWaitForASlowService() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		String path = "/api/patient/diary/" + this.mark + "/slow";
		Answer read = browser.get(path);
		assertUnavailable(read);
		assertThat(read.json().path("detail").asString()).contains("took too long", "Idempotency-Key");
		Answer write = browser.write("POST", path, "{}");
		assertUnavailable(write);
		assertThat(Services.PATIENT.received(path)).as("each was sent once")
			.extracting((request) -> request.method())
			.containsExactly("GET", "POST");
	}

	@Test
	void doesNotWaitForASlowAnswerOfTheAssistant() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		String path = "/api/patient/interviews/" + this.mark + "/slow";
		assertUnavailable(browser.write("POST", path, "{}"));
		assertThat(aiReceived(path)).isEqualTo(1);
	}

	@Test
	void tellsWhatAServiceRefused() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		String path = "/api/patient/diary/" + this.mark + "/failing";
		Answer answer = browser.get(path);
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().path("by").asString()).isEqualTo("patient");
		assertThat(Services.PATIENT.received(path)).hasSize(1);
	}

	@Test
	void saysWhatStillWorksWhenAConnectionBreaks() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		Answer answer = browser.get("/api/patient/diary/" + this.mark + "/dropped");
		assertUnavailable(answer);
		assertThat(answer.json().path("detail").asString()).contains("The diary, your profile and your care team")
			.contains("Booking, the doctors' dashboard and summaries still work")
			.contains("nothing of yours was lost");
	}

	@Test
	void saysThatAnAnswerBrokeOff() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		String path = "/api/patient/diary/" + this.mark + "/broken";
		for (Answer answer : List.of(browser.get(path), browser.write("POST", path, "{}"))) {
			assertUnavailable(answer);
			assertThat(answer.json().path("detail").asString()).contains("broke off", "Idempotency-Key");
			assertThat(answer.header("ETag")).isNull();
		}
		assertThat(Services.PATIENT.received(path)).as("each was sent once").hasSize(2);
	}

	@Test
	void readsFromTheInstanceThatAnswers() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		for (int i = 0; i < 6; i++) {
			Answer answer = browser.get("/api/patient/appointments/" + this.mark);
			assertThat(answer.status()).isEqualTo(200);
		}
		assertThat(Services.SCHEDULING.received("/api/patient/appointments/" + this.mark)).hasSize(6);
	}

	@Test
	void writesToTheInstanceThatIsThere() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		for (int i = 0; i < 6; i++) {
			Answer answer = browser.write("POST", "/api/patient/appointments/" + this.mark, "{\"number\":" + i + "}");
			assertThat(answer.status()).as("nothing was sent to the one that is away, so this is no second time")
				.isEqualTo(200);
			assertThat(answer.json().path("body").asString()).isEqualTo("{\"number\":" + i + "}");
		}
		assertThat(Services.SCHEDULING.received("/api/patient/appointments/" + this.mark)).hasSize(6);
	}

	@Test
	void repeatsReadsAtTheOtherInstanceAndWritesNever() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		for (String way : List.of("failing", "dropped")) {
			String path = "/api/patient/interviews/" + this.mark + "/" + way;
			browser.get(path);
			assertThat(aiReceived(path)).as("a read, %s", way).isEqualTo(2);
			for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
				String written = "/api/patient/interviews/" + this.mark + method + "/" + way;
				assertThat(browser.write(method, written, "{}").status()).isEqualTo(503);
				assertThat(aiReceived(written)).as("%s, %s", method, way).isEqualTo(1);
			}
		}
	}

	@Test
	void keepsNothingOfAnAnswerThatNobodyReads() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		long before = closedAfterFailing();
		browser.get("/api/patient/interviews/" + this.mark + "/failing");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> closedAfterFailing() == before + 1);
	}

	private static long closedAfterFailing() {
		return Services.AI.closedAfterFailing() + Services.OTHER_AI.closedAfterFailing();
	}

	@Test
	void asksInstancesInTurn() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		String path = "/api/patient/interviews/" + this.mark;
		Awaitility.await().atMost(LIMIT).until(() -> {
			browser.get(path);
			return !Services.AI.received(path).isEmpty() && !Services.OTHER_AI.received(path).isEmpty();
		});
	}

	@Test
	void stopsAskingAServiceThatFailsAndGoesOnLater() {
		Browser doctor = this.browsers.signedIn(Account.newDoctor());
		Browser patient = this.browsers.signedIn(Account.newPatient());
		String path = "/api/doctor/reviews/" + this.mark;
		Services.DOCTOR.dropping(true);
		try {
			List<Answer> answers = new ArrayList<>();
			for (int i = 0; i < this.properties.breaker().lastCalls() * 2; i++) {
				answers.add(doctor.get(path));
			}
			answers.forEach(ServiceFailureIT::assertUnavailable);
			assertThat(Services.DOCTOR.received(path)).as("most were not sent any more")
				.hasSizeLessThan(answers.size())
				.hasSizeGreaterThanOrEqualTo(1);
			Answer refused = answers.getLast();
			assertThat(refused.json().path("detail").asString()).contains("The doctors' dashboard")
				.contains("The diary, booking and summaries still work");
			assertThat(refused.header("Retry-After")).isEqualTo("2");
			assertOthersWork(patient, doctor);
			try (EventStream stream = doctor.open("/api/doctor/live")) {
				assertThat(stream.status()).as("streams are not counted").isEqualTo(200);
				stream.awaitEvent("hello from doctor");
			}
		}
		finally {
			Services.DOCTOR.dropping(false);
			Services.DOCTOR.endStreams();
			Awaitility.await().atMost(LIMIT).until(() -> doctor.get(path).status() == 200);
		}
		Set<Integer> later = new HashSet<>();
		for (int i = 0; i < 2 * this.properties.breaker().probes(); i++) {
			later.add(doctor.get(path).status());
		}
		assertThat(later).containsExactly(200);
	}

	@Test
	void doesNotCountRefusalsAsFailures() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		for (int i = 0; i < this.properties.breaker().lastCalls(); i++) {
			assertThat(browser.write("POST", "/api/patient/diary/" + this.mark, "x".repeat(300_000)).status())
				.isEqualTo(413);
		}
		assertThat(browser.get("/api/patient/diary/" + this.mark).status()).isEqualTo(200);
	}

	private void assertOthersWork(Browser patient, Browser doctor) {
		assertThat(patient.get("/api/patient/profile").status()).isEqualTo(200);
		assertThat(patient.get("/api/patient/appointments").status()).isEqualTo(200);
		assertThat(patient.get("/api/patient/summary").status()).isEqualTo(200);
		assertThat(doctor.get("/api/doctor/appointments").status()).isEqualTo(200);
		assertThat(doctor.get("/api/doctor/patients/" + this.mark + "/diary/entries").status()).isEqualTo(200);
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.status()).isIn(503, 504);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().path("type").asString()).isEqualTo("urn:medlinks:problem:unavailable");
		assertThat(Integer.parseInt(String.valueOf(answer.header("Retry-After")))).isPositive();
		assertThat(answer.body()).doesNotContain("localhost", "Exception", "-service");
	}

	private static int aiReceived(String path) {
		return Services.AI.received(path).size() + Services.OTHER_AI.received(path).size();
	}

}
