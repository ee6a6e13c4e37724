package io.medlinks.patient;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.medlinks.patient.invitation.PatientAccounts;
import io.medlinks.patient.invitation.PatientAccounts.WantedAccount;
import io.medlinks.platform.identity.RealmAdmin;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.TestMails;
import io.medlinks.testing.parts.TestParts;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.patient.PatientRequests.PROFILE;
import static io.medlinks.patient.PatientRequests.atOnce;
import static io.medlinks.patient.PatientRequests.diaryOf;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Doctors invite patients; accounts and mails are those of a real Keycloak.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, InvitationIT.Dying.class })
class InvitationIT {

	private static final String INVITE = "/api/doctor/patients";

	private static final String INVITED = "/api/doctor/invitations";

	private static final String RECEIVED = "/api/patient/invitations";

	private static final int MOST_OPEN = 6;

	/** What a process dies of, after it is done. */
	private static final Queue<String> DEATHS = new ConcurrentLinkedQueue<>();

	private final Account doctor = Account.newDoctor();

	private final String address = "invited-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Autowired
	private RealmAdmin realm;

	@Autowired
	private PatientAccounts accounts;

	@Autowired
	private PassingTime time;

	private PatientRequests requests;

	@DynamicPropertySource
	static void realKeycloak(DynamicPropertyRegistry registry) {
		registry.add("medlinks.identity.realm", TestParts::keycloakIssuer);
		registry.add("medlinks.identity.client-secret", () -> "medlinks-local-patient-secret");
		registry.add("medlinks.invitations.most-open", () -> MOST_OPEN);
	}

	@BeforeEach
	void practise() {
		this.requests = new PatientRequests(this.api);
		this.requests.practises(this.traffic, this.doctor);
	}

	@AfterEach
	void live() {
		DEATHS.clear();
	}

	@Test
	void invitesSomebodyNewWhoLetsTheDoctorIn() {
		JsonNode invitation = read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		assertThat(invitation.get("state").asString()).isEqualTo("invited");
		String mail = mailed().getFirst();
		assertThat(mail).doesNotContainIgnoringCase("your password is");
		assertThat(TestMails.link(mail).getPath()).contains("/login-actions/action-token");
		Account patient = account();
		JsonNode profile = read(this.api.get(patient, PROFILE), 200);
		assertThat(profile.get("name").asString()).isEqualTo("Nina Costa Neves");
		assertThat(profile.get("healthCardId").asString()).isEqualTo("PT-12345");
		assertThat(profile.get("heightCm").asDouble()).isEqualTo(171);
		assertThat(profile.get("allergies").get(0).asString()).isEqualTo("Penicillin");
		problem(this.api.get(this.doctor, diaryOf(patient)), 403, "forbidden");
		JsonNode card = received(patient).get(0);
		assertThat(card.get("id").asString()).isEqualTo(invitation.get("id").asString());
		assertThat(card.get("doctorName").asString()).isEqualTo(this.doctor.name());
		accept(patient, card).expectStatus().isNoContent();
		accept(patient, card).expectStatus().isNoContent();
		read(this.api.get(this.doctor, diaryOf(patient)), 200);
		assertThat(received(patient)).isEmpty();
		assertThat(invited().get(0).get("state").asString()).isEqualTo("accepted");
		this.requests.revokes(patient, this.doctor).expectStatus().isNoContent();
		accept(patient, card).expectStatus().isNoContent();
		problem(this.api.get(this.doctor, diaryOf(patient)), 403, "forbidden");
		problem(this.api.as(patient, HttpMethod.DELETE, RECEIVED + "/" + card.get("id").asString()).exchange(), 409,
				"invitation-answered");
	}

	@Test
	void answersAKnownAddressExactlyLikeANewOne() {
		this.api.as(Account.ANA, HttpMethod.PUT, PROFILE).bodyValue("""
				{"name": "Ana Reis", "zone": "Europe/Lisbon", "language": "pt"}""".replace("pt", "en")).exchange();
		JsonNode before = read(this.api.get(Account.ANA, PROFILE), 200);
		JsonNode unknown = read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		JsonNode known = read(this.api.post(this.doctor, INVITE, body("Patient1@Example.org")), 201);
		JsonNode forbidden = read(this.api.post(this.doctor, INVITE, body("operator1@example.org")), 201);
		assertThat(told(known)).isEqualTo(told(unknown));
		assertThat(told(forbidden)).isEqualTo(told(unknown));
		eventually("the card").until(() -> received(Account.ANA).size(), (count) -> count == 1);
		mailed();
		assertThat(invited()).extracting(InvitationIT::told).containsOnly(told(unknown));
		assertThat(read(this.api.get(Account.ANA, PROFILE), 200)).isEqualTo(before);
		problem(this.api.get(this.doctor, diaryOf(Account.ANA)), 403, "forbidden");
		assertThat(TestMails.to("operator1@example.org")).isEmpty();
		JsonNode card = received(Account.ANA).get(0);
		problem(accept(Account.TOM, card), 404, "not-found");
		problem(accept(account(), card), 404, "not-found");
		this.api.as(Account.ANA, HttpMethod.DELETE, RECEIVED + "/" + card.get("id").asString())
			.exchange()
			.expectStatus()
			.isNoContent();
		assertThat(received(Account.ANA)).isEmpty();
		problem(this.api.get(this.doctor, diaryOf(Account.ANA)), 403, "forbidden");
		assertThat(invited().valueStream().map((one) -> one.get("state").asString())).contains("declined");
	}

	@Test
	void invitesOnceHoweverOftenItIsAsked() {
		String key = UUID.randomUUID().toString();
		List<JsonNode> answers = atOnce(() -> read(this.api.post(this.doctor, INVITE, body(this.address), key), 201),
				() -> read(this.api.post(this.doctor, INVITE, body(this.address), key), 201));
		assertThat(answers.get(0)).isEqualTo(answers.get(1));
		mailed();
		assertThat(read(this.api.post(this.doctor, INVITE, body(this.address), key), 201)).isEqualTo(answers.get(0));
		problem(this.api.post(this.doctor, INVITE, body("other@example.org"), key), 422, "idempotency-key-reused");
		problem(this.api.post(this.doctor, INVITE, body(this.address)), 409, "already-invited");
		assertThat(invited()).hasSize(1);
		assertThat(TestMails.to(this.address)).hasSize(1);
	}

	@Test
	void findsTheAccountThatAnotherAttemptHasJustMade() {
		// What fails is tried again; what finds nobody is over.
		WantedAccount wanted = new WantedAccount(UUID.randomUUID().toString(), this.address, "Nina", "Costa", "en");
		assertThat(Flux.range(0, 6)
			.flatMap((_) -> this.accounts.findOrMake(wanted).hasElement().onErrorReturn(true))
			.collectList()
			.block(Duration.ofSeconds(40))).hasSize(6).doesNotContain(false);
		account();
	}

	@Test
	void tellsHowManyInvitationsMayWait() {
		for (int number = 0; number < MOST_OPEN; number++) {
			read(this.api.post(this.doctor, INVITE, body(number + this.address)), 201);
		}
		JsonNode refused = problem(this.api.post(this.doctor, INVITE, body(this.address)), 409, "too-many-invitations");
		assertThat(refused.get("detail").asString()).startsWith("At most " + MOST_OPEN + " ");
		assertThat(invited()).hasSize(MOST_OPEN);
	}

	@Test
	void finishesWhatACrashLeftBehind() {
		DEATHS.add("made");
		DEATHS.add("mailed");
		read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		eventually("both crashes").until(() -> {
			this.time.advance(Duration.ofMinutes(1));
			return DEATHS.isEmpty();
		});
		eventually("the second mail").until(() -> {
			this.time.advance(Duration.ofMinutes(1));
			return TestMails.to(this.address).size();
		}, (count) -> count >= 2);
		Account patient = account();
		assertThat(read(this.api.get(patient, PROFILE), 200).get("name").asString()).isEqualTo("Nina Costa Neves");
		assertThat(received(patient)).hasSize(1);
	}

	@Test
	void expiresAndIsSentAgain() {
		JsonNode invitation = read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		mailed();
		Account patient = account();
		JsonNode card = received(patient).get(0);
		problem(sendAgain(this.doctor, invitation), 409, "invitation-sent-lately");
		this.time.advance(Duration.ofDays(8));
		assertThat(received(patient)).isEmpty();
		problem(accept(patient, card), 409, "invitation-expired");
		assertThat(invited().get(0).get("state").asString()).isEqualTo("expired");
		Account other = Account.newDoctor();
		this.requests.practises(this.traffic, other);
		problem(sendAgain(other, invitation), 404, "not-found");
		assertThat(read(sendAgain(this.doctor, invitation), 200).get("state").asString()).isEqualTo("invited");
		eventually("the second mail").until(() -> TestMails.to(this.address).size(), (count) -> count == 2);
		accept(patient, card).expectStatus().isNoContent();
		read(this.api.get(this.doctor, diaryOf(patient)), 200);
	}

	@Test
	void isSentAgainOnceHoweverOftenItIsAsked() {
		JsonNode invitation = read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		mailed();
		for (int round = 0; round < 5; round++) {
			this.time.advance(Duration.ofDays(1));
			String key = UUID.randomUUID().toString();
			List<JsonNode> answers = atOnce(() -> read(sendAgain(this.doctor, invitation, key), 200),
					() -> read(sendAgain(this.doctor, invitation, key), 200));
			assertThat(answers.getFirst().get("sentAt")).isEqualTo(answers.getLast().get("sentAt"));
		}
	}

	@Test
	void isNotAcceptedAndDeclinedAtOnce() {
		read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		mailed();
		Account patient = account();
		JsonNode card = received(patient).get(0);
		List<Integer> answers = atOnce(() -> status(accept(patient, card)), () -> status(decline(patient, card)));
		assertThat(answers).containsExactlyInAnyOrder(204, 409);
		boolean accepted = answers.getFirst() == 204;
		assertThat(status(this.api.get(this.doctor, diaryOf(patient)))).isEqualTo(accepted ? 200 : 403);
		assertThat(invited().get(0).get("state").asString()).isEqualTo(accepted ? "accepted" : "declined");
	}

	@Test
	void isDeclinedAfterARefusedAcceptance() {
		read(this.api.post(this.doctor, INVITE, body(this.address)), 201);
		mailed();
		Account patient = account();
		JsonNode card = received(patient).get(0);
		this.requests.practisesNoMore(this.traffic, this.doctor);
		problem(accept(patient, card), 404, "not-found");
		decline(patient, card).expectStatus().isNoContent();
	}

	@Test
	void namesEachFieldThatIsWrong() {
		JsonNode problem = problem(this.api.post(this.doctor, INVITE, """
				{"name": " ", "email": "nobody", "zone": "", "language": "en", "heightCm": 5, "weightKg": 900,
				"phone": "x", "allergies": [""]}"""), 400, "validation-failed");
		assertThat(problem.get("errors").valueStream().map((error) -> error.get("field").asString())).contains("name",
				"email", "zone", "heightCm", "weightKg", "phone", "allergies[0]");
		problem(this.api.post(this.doctor, INVITE, body(this.address).replace("1988-02-29", "2988-02-29")), 400,
				"validation-failed");
		problem(this.api.post(Account.newDoctor(), INVITE, body(this.address)), 403, "forbidden");
		assertThat(invited()).isEmpty();
	}

	@Test
	void saysEachLimitThatIsPassed() {
		for (ProfileIT.Limit limit : ProfileIT.limits()) {
			JsonNode problem = problem(this.api.post(this.doctor, INVITE, limit.passedIn(body(this.address))), 400,
					"validation-failed");
			assertThat(ProfileIT.Limit.told(problem)).containsExactly(limit.message());
		}
		assertThat(invited()).isEmpty();
	}

	private static String body(String address) {
		return """
				{"name": "Nina Costa Neves", "birthDate": "1988-02-29", "sex": "female", "email": "%s",
				"phone": "+351 910 000 000", "zone": "Europe/Lisbon", "language": "de", "allergies": ["Penicillin"],
				"heightCm": 171, "weightKg": 64.5, "healthCardId": "PT-12345", "address": "Rua do Sol 1, Lisboa"}"""
			.formatted(address);
	}

	/** What an answer tells apart from what the doctor typed and when. */
	private static JsonNode told(JsonNode invitation) {
		ObjectNode told = ((ObjectNode) invitation).deepCopy();
		for (String own : List.of("id", "email", "invitedAt", "sentAt", "expiresAt")) {
			assertThat(told.remove(own)).isNotNull();
		}
		return told;
	}

	private List<String> mailed() {
		return eventually("the mail").until(() -> TestMails.to(this.address), (mails) -> !mails.isEmpty());
	}

	private Account account() {
		JsonNode users = this.realm.call(HttpMethod.GET, "/users?exact=true&email={email}", null, this.address)
			.map(RealmAdmin.Answer::body)
			.block(Duration.ofSeconds(20));
		assertThat(users).hasSize(1);
		return new Account(users.get(0).get("id").asString(), this.address, "Nina Costa Neves", List.of("patient"));
	}

	private JsonNode received(Account patient) {
		return read(this.api.get(patient, RECEIVED), 200).get("items");
	}

	private JsonNode invited() {
		return read(this.api.get(this.doctor, INVITED), 200).get("items");
	}

	private WebTestClient.ResponseSpec accept(Account patient, JsonNode card) {
		return this.api.post(patient, RECEIVED + "/" + card.get("id").asString() + "/acceptance", "{}");
	}

	private WebTestClient.ResponseSpec decline(Account patient, JsonNode card) {
		return this.api.as(patient, HttpMethod.DELETE, RECEIVED + "/" + card.get("id").asString()).exchange();
	}

	private static int status(WebTestClient.ResponseSpec response) {
		return response.expectBody(String.class).returnResult().getStatus().value();
	}

	private WebTestClient.ResponseSpec sendAgain(Account by, JsonNode invitation) {
		return sendAgain(by, invitation, UUID.randomUUID().toString());
	}

	private WebTestClient.ResponseSpec sendAgain(Account by, JsonNode invitation, String key) {
		return this.api.post(by, INVITED + "/" + invitation.get("id").asString() + "/mail", "{}", key);
	}

	/**
	 * Lets carrying out an invitation end right after Keycloak did its part, as a crash
	 * would.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Dying {

		@Bean
		static BeanPostProcessor dyingAccounts() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof PatientAccounts accounts) ? new DyingAccounts(accounts) : bean;
				}

			};
		}

		record DyingAccounts(PatientAccounts accounts) implements PatientAccounts {

			@Override
			public boolean isAvailable() {
				return this.accounts.isAvailable();
			}

			@Override
			public Mono<PatientAccount> findOrMake(WantedAccount wanted) {
				return this.accounts.findOrMake(wanted)
					.flatMap((account) -> DEATHS.remove("made") ? Mono.error(new IllegalStateException("died"))
							: Mono.just(account));
			}

			@Override
			public Mono<Void> mailLink(String patientId, Duration goodFor) {
				return this.accounts.mailLink(patientId, goodFor)
					.then(Mono.defer(() -> DEATHS.remove("mailed") ? Mono.error(new IllegalStateException("died"))
							: Mono.empty()));
			}

		}

	}

}
