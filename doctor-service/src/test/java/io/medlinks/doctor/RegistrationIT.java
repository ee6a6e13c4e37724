package io.medlinks.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.medlinks.doctor.profile.RoleKeeper;
import io.medlinks.local.identity.CodeFlow;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.TestParts;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * People register as doctors, operators decide, and a real Keycloak gives the role.
 */
@MedLinksIT
@Import({ PassingTime.Time.class, RegistrationIT.Dying.class })
class RegistrationIT {

	private static final String REGISTRATION = "/api/registration/doctor";

	private static final String DOCTORS = "/api/operator/doctors";

	/** What a process dies of, before the role is set or after it. */
	private static final Queue<String> DEATHS = new ConcurrentLinkedQueue<>();

	/** A well-formed address of 255 characters. */
	private static final String LONG_ADDRESS = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "."
			+ "d".repeat(62);

	private final Account nobody = Account.newPatient().withRoles();

	@Autowired
	private ApiClient api;

	@Autowired
	private PassingTime time;

	@DynamicPropertySource
	static void realKeycloak(DynamicPropertyRegistry registry) {
		registry.add("medlinks.identity.realm", TestParts::keycloakIssuer);
		registry.add("medlinks.identity.client-secret", () -> "medlinks-local-doctor-secret");
	}

	static Stream<Arguments> limits() {
		return Stream.of(arguments("name must have at most 200 characters", "name", "a".repeat(201)),
				arguments("specialty must have at most 100 characters", "specialty", "a".repeat(101)),
				arguments("practice must have at most 200 characters", "practice", "a".repeat(201)),
				arguments("phone must be a telephone number of 3 to 40 characters: digits, spaces and + ( ) / . -",
						"phone", "1".repeat(41)),
				arguments("zone must have at most 100 characters", "zone", "a".repeat(101)),
				arguments("email must have at most 254 characters", "email", LONG_ADDRESS),
				arguments("registrationNumber must have at most 100 characters", "registrationNumber", "1".repeat(101)),
				arguments("registrationBody must have at most 200 characters", "registrationBody", "a".repeat(201)),
				arguments("languages must be at most 20", "languages", Collections.nCopies(21, "pt")),
				arguments("languages[0] must be a language tag such as de", "languages",
						List.of("de" + "-aa".repeat(3000))));
	}

	@AfterEach
	void live() {
		DEATHS.clear();
	}

	@Test
	void waitsForAnOperatorWhoReadsWhatWasSaid() {
		assertThat(state(this.nobody)).isEqualTo("none");
		JsonNode sent = read(register(this.nobody, form("Dr Noa Lind")), 200);
		assertThat(sent.get("state").asString()).isEqualTo("waiting");
		assertThat(sent.get("registrationNumber").asString()).isEqualTo("4711");
		assertThat(read(register(this.nobody, form("Dr Noa Lindt")), 200).get("name").asString())
			.isEqualTo("Dr Noa Lindt");
		JsonNode waiting = waiting(this.nobody);
		assertThat(waiting.get("name").asString()).isEqualTo("Dr Noa Lindt");
		assertThat(waiting.at("/registration/registrationBody").asString()).isEqualTo("Ordem dos Médicos");
		assertThat(waiting.at("/registration/languages")).hasSize(2);
		problem(this.api.get(this.nobody, "/api/doctor/profile"), 403, "forbidden");
		problem(this.api.get(this.nobody, DOCTORS), 403, "forbidden");
		problem(this.api.post(Account.newDoctor(), DOCTORS + "/" + this.nobody.id() + "/refusal",
				"{\"reason\": \"x\"}"), 403, "forbidden");
	}

	@Test
	void isToldWhyItWasDeclinedAndTriesAgain() {
		read(register(this.nobody, form("Dr Noa Lind")), 200);
		problem(decline(" "), 400, "validation-failed");
		decline("The number belongs to somebody else.").expectStatus().isNoContent();
		decline("Another reason.").expectStatus().isNoContent();
		JsonNode declined = read(this.api.get(this.nobody, REGISTRATION), 200);
		assertThat(declined.get("state").asString()).isEqualTo("declined");
		assertThat(declined.get("reason").asString()).isEqualTo("The number belongs to somebody else.");
		assertThat(isListedAsWaiting(this.nobody)).isFalse();
		JsonNode again = read(register(this.nobody, form("Dr Noa Lind")), 200);
		assertThat(again.get("state").asString()).isEqualTo("waiting");
		assertThat(again.get("reason").isNull()).isTrue();
		assertThat(isListedAsWaiting(this.nobody)).isTrue();
	}

	@Test
	void aLateRepetitionDeclinesNothing() {
		String key = UUID.randomUUID().toString();
		read(register(this.nobody, form("Dr Noa Lind")), 200);
		decline("The number is wrong.", key).expectStatus().isNoContent();
		read(register(this.nobody, form("Dr Noa Lind")), 200);
		decline("The number is wrong.", key).expectStatus().isNoContent();
		assertThat(state(this.nobody)).isEqualTo("waiting");
		problem(decline("Another reason.", key), 422, "idempotency-key-reused");
		assertThat(state(this.nobody)).isEqualTo("waiting");
	}

	@Test
	void approvalGivesTheRoleAndItsEndTakesItAway() {
		Account tom = Account.TOM;
		read(register(tom, form("Dr Tom Becker")), 200);
		assertThat(isDoctor(tom)).isFalse();
		approve(tom).expectStatus().isNoContent();
		approve(tom).expectStatus().isNoContent();
		assertThat(isDoctor(tom)).isTrue();
		assertThat(read(this.api.get(tom, REGISTRATION), 200).get("ready").asBoolean()).isTrue();
		assertThat(state(tom)).isEqualTo("approved");
		problem(register(tom, form("Dr Tom Becker")), 409, "doctor-approved");
		withdraw(tom).expectStatus().isNoContent();
		assertThat(isDoctor(tom)).isFalse();
		assertThat(state(tom)).isEqualTo("withdrawn");
	}

	@Test
	void finishesWhatACrashLeftBehind() {
		Account leila = Account.LEILA;
		read(register(leila, form("Dr Leila Haddad")), 200);
		DEATHS.add("before");
		approve(leila).expectStatus().isNoContent();
		assertThat(read(this.api.get(leila, REGISTRATION), 200).get("ready").asBoolean()).isFalse();
		assertThat(isDoctor(leila)).isFalse();
		untilReady(leila);
		assertThat(isDoctor(leila)).isTrue();
		DEATHS.add("after");
		withdraw(leila).expectStatus().isNoContent();
		assertThat(isDoctor(leila)).isFalse();
		untilReady(leila);
		assertThat(isDoctor(leila)).isFalse();
	}

	@Test
	void anotherDecisionMeanwhileHasTheLastWord() {
		Account leila = Account.LEILA;
		read(register(leila, form("Dr Leila Haddad")), 200);
		DEATHS.add("before");
		approve(leila).expectStatus().isNoContent();
		withdraw(leila).expectStatus().isNoContent();
		untilReady(leila);
		assertThat(isDoctor(leila)).isFalse();
	}

	@Test
	void operatorsCannotBecomeDoctors() {
		problem(register(Account.OLGA, form("Dr Olga Petrov")), 409, "operator-account");
		assertThat(state(Account.OLGA)).isEqualTo("none");
	}

	@Test
	void answersARepetitionTheSame() {
		String key = UUID.randomUUID().toString();
		JsonNode sent = read(this.api.post(this.nobody, REGISTRATION, form("Dr A"), key), 200);
		assertThat(read(this.api.post(this.nobody, REGISTRATION, form("Dr A"), key), 200)).isEqualTo(sent);
		problem(this.api.post(this.nobody, REGISTRATION, form("Dr B"), key), 422, "idempotency-key-reused");
		Account other = Account.newPatient();
		List<JsonNode> atOnce = Stories.atOnce(4, () -> read(register(other, form("Dr C")), 200));
		assertThat(atOnce).extracting((one) -> one.get("state").asString()).containsOnly("waiting");
	}

	@Test
	void namesEachFieldThatIsWrong() {
		JsonNode problem = problem(register(this.nobody, """
				{"name": "", "specialty": " ", "zone": "Europe/Lisbon", "registrationNumber": "",
				"registrationBody": "", "languages": [], "email": "x", "phone": "x", "language": "fr"}"""), 400,
				"validation-failed");
		assertThat(problem.get("errors").valueStream().map((error) -> error.get("field").asString())).contains("name",
				"specialty", "registrationNumber", "registrationBody", "languages", "email", "phone", "language");
		problem(register(this.nobody, form("Dr A").replace("Europe/Lisbon", "Mars/Base")), 400, "validation-failed");
		problem(this.api.nobody(HttpMethod.GET, REGISTRATION).exchange(), 401, "unauthenticated");
		assertThat(state(this.nobody)).isEqualTo("none");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("limits")
	void saysTheLimitThatIsPassed(String told, String field, Object beyond) {
		JsonMapper json = JsonMapper.shared();
		String form = json.readTree(form("Dr A")).asObject().set(field, json.valueToTree(beyond)).toString();
		assertThat(told(problem(register(this.nobody, form), 400, "validation-failed"))).containsExactly(told);
		assertThat(state(this.nobody)).isEqualTo("none");
	}

	@Test
	void saysHowLongTheReasonOfARefusalMayBe() {
		read(register(this.nobody, form("Dr Noa Lind")), 200);
		assertThat(told(problem(decline("a".repeat(1_001)), 400, "validation-failed")))
			.containsExactly("reason must have at most 1,000 characters");
		assertThat(state(this.nobody)).isEqualTo("waiting");
	}

	private static String form(String name) {
		return """
				{"name": "%s", "specialty": "General practice", "zone": "Europe/Lisbon", "email": "noa@example.org",
				"language": "en", "registrationNumber": "4711", "registrationBody": "Ordem dos Médicos",
				"languages": ["pt", "en"]}""".formatted(name);
	}

	private static List<String> told(JsonNode problem) {
		return problem.get("errors")
			.valueStream()
			.map((error) -> error.get("field").asString() + " " + error.get("message").asString())
			.toList();
	}

	private WebTestClient.ResponseSpec register(Account account, String form) {
		return this.api.post(account, REGISTRATION, form);
	}

	private String state(Account account) {
		return read(this.api.get(account, REGISTRATION), 200).get("state").asString();
	}

	private WebTestClient.ResponseSpec approve(Account account) {
		return this.api.post(Account.OLGA, DOCTORS + "/" + account.id() + "/approval", "");
	}

	private WebTestClient.ResponseSpec withdraw(Account account) {
		return this.api.as(Account.OLGA, HttpMethod.DELETE, DOCTORS + "/" + account.id() + "/approval").exchange();
	}

	private WebTestClient.ResponseSpec decline(String reason) {
		return decline(reason, UUID.randomUUID().toString());
	}

	private WebTestClient.ResponseSpec decline(String reason, String key) {
		return this.api.post(Account.OLGA, DOCTORS + "/" + this.nobody.id() + "/refusal",
				"{\"reason\": \"" + reason + "\"}", key);
	}

	private JsonNode waiting(Account account) {
		return read(this.api.get(Account.OLGA, DOCTORS + "?waiting=true&limit=100"), 200).get("items")
			.valueStream()
			.filter((doctor) -> doctor.get("doctorId").asString().equals(account.id()))
			.findFirst()
			.orElseThrow();
	}

	private boolean isListedAsWaiting(Account account) {
		return read(this.api.get(Account.OLGA, DOCTORS + "?waiting=true&limit=100"), 200).get("items")
			.valueStream()
			.anyMatch((doctor) -> doctor.get("doctorId").asString().equals(account.id()));
	}

	private void untilReady(Account account) {
		Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(40)).until(() -> {
			this.time.advance(Duration.ofSeconds(30));
			return read(this.api.get(account, REGISTRATION), 200).get("ready").asBoolean();
		});
	}

	/** Whether somebody's tokens name the role of doctors. */
	private static boolean isDoctor(Account account) {
		try {
			String token = new CodeFlow(TestParts.keycloakIssuer(), "http://localhost:8080", "medlinks-local-secret")
				.signIn(account.username(), "medlinks")
				.access();
			return JsonMapper.shared()
				.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
				.get("roles")
				.valueStream()
				.anyMatch((role) -> role.asString().equals("doctor"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Lets setting the role end before or right after Keycloak did its part, as a crash
	 * would.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Dying {

		@Bean
		static BeanPostProcessor dyingKeeper() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof RoleKeeper keeper) ? new DyingKeeper(keeper) : bean;
				}

			};
		}

		record DyingKeeper(RoleKeeper keeper) implements RoleKeeper {

			@Override
			public boolean isAvailable() {
				return this.keeper.isAvailable();
			}

			@Override
			public Mono<Void> set(String accountId, boolean doctor) {
				if (DEATHS.remove("before")) {
					return Mono.error(new IllegalStateException("died"));
				}
				return this.keeper.set(accountId, doctor)
					.then(Mono.defer(() -> DEATHS.remove("after") ? Mono.error(new IllegalStateException("died"))
							: Mono.empty()));
			}

		}

	}

}
