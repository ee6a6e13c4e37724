package io.medlinks.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

import static io.medlinks.ai.InterviewRequests.INTERVIEWS;
import static io.medlinks.ai.InterviewRequests.harmless;
import static io.medlinks.ai.InterviewRequests.opening;
import static io.medlinks.testing.web.ApiClient.problem;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * An interview from the opening words to what is sent.
 */
@MedLinksIT
class InterviewIT {

	private static final String TOPIC = "medlinks.ai.interview";

	private final Account patient = Account.newPatient();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	private InterviewRequests requests;

	static Stream<Arguments> beginningsBeyondALimit() {
		return Stream.of(arguments("text must have at most 2,000 characters", opening("x".repeat(2_001), "en")),
				arguments("language must be a language tag", opening("My ear hurts", "x".repeat(36))),
				arguments("happenedAt must not be in the future",
						opening("My ear hurts", "en").replace("2026", "2999")),
				arguments("happenedAt must not be before 1900", opening("My ear hurts", "en").replace("2026", "1899")));
	}

	static Stream<Arguments> answersBeyondALimit() {
		return Stream.of(
				arguments("questionId must be a question of the interview",
						"{\"questionId\": \"%s\", \"choices\": []}".formatted("x".repeat(101))),
				arguments("text must have at most 1,000 characters",
						"{\"questionId\": \"signs\", \"text\": \"%s\"}".formatted("x".repeat(1_001))),
				arguments("choices must be at most 20",
						"{\"questionId\": \"signs\", \"choices\": [%s]}"
							.formatted(String.join(", ", Collections.nCopies(21, "\"fever\"")))),
				arguments("choices[0] must be an option of the question",
						"{\"questionId\": \"signs\", \"choices\": [\"%s\"]}".formatted("x".repeat(101))),
				arguments("number must be from 0 to 10", "{\"questionId\": \"signs\", \"number\": 11}"),
				arguments("number must be from 0 to 10", "{\"questionId\": \"signs\", \"number\": -1}"));
	}

	@BeforeEach
	void prepare() {
		this.requests = new InterviewRequests(this.api);
	}

	@Test
	void asksOneQuestionAtATimeAndSendsWhatThePatientMakesOfIt() {
		JsonNode interview = read(this.api.post(this.patient, INTERVIEWS, opening("My head hurts", "en"))
			.expectHeader()
			.value("Location", (location) -> assertThat(location).startsWith(INTERVIEWS + "/"))
			.expectHeader()
			.valueEquals("ETag", "\"1\""), 201);
		assertThat(interview.get("state").asString()).isEqualTo("in-progress");
		assertThat(interview.get("complaint").asString()).isEqualTo("headache");
		assertThat(interview.get("engine").asString()).isEqualTo("trees");
		assertThat(interview.get("answered")).isEmpty();
		assertThat(interview.get("questions").asInt()).isBetween(5, 8);
		List<String> asked = new ArrayList<>();
		JsonNode now = interview;
		while (now.get("state").asString().equals("in-progress")) {
			asked.add(now.at("/question/id").asString());
			assertThat(now.get("answered")).hasSize(asked.size() - 1);
			now = read(this.requests.answers(this.patient, now, harmless(now)), 200);
		}
		assertThat(asked).doesNotHaveDuplicates().hasSize(interview.get("questions").asInt());
		assertThat(now.get("state").asString()).isEqualTo("ready");
		assertThat(now.get("question").isNull()).isTrue();
		assertThat(now.at("/draft/text").asString()).startsWith("My head hurts\nReason: headache.")
			.contains("How bad: 2 of 10.", "No fever.");
		assertThat(now.at("/draft/nextSteps")).isNotEmpty();
		assertThat(now.at("/draft/level").asString()).isEqualTo("routine");
		JsonNode sent = read(this.requests.submits(this.patient, now, "My head hurts, and I can wait"), 200);
		assertThat(sent.get("state").asString()).isEqualTo("submitted");
		assertThat(sent.get("entryId").asString()).isEqualTo(interview.get("id").asString());
		PublishedEvent event = this.traffic.awaitPublished(TOPIC, this.patient.id(), 1).getFirst();
		assertThat(event.type()).isEqualTo("medlinks.ai.interview-submitted.v1");
		assertThat(event.version()).isEqualTo(sent.get("version").asLong());
		JsonNode content = event.body().get("content");
		assertThat(content.get("text").asString()).isEqualTo("My head hurts, and I can wait");
		assertThat(content.get("happenedAt").asString()).isEqualTo("2026-11-23T08:00:00+01:00");
		assertThat(content.at("/symptoms/0/code").asString()).isEqualTo("headache");
		assertThat(content.at("/symptoms/0/severity").asInt()).isEqualTo(2);
		assertThat(content.get("symptoms")).anyMatch(
				(symptom) -> symptom.get("code").asString().equals("fever") && symptom.get("severity").asInt(-1) == 0);
	}

	@ParameterizedTest
	@CsvSource({ "de-CH,Ich habe Husten,de,cough", "ar,عندي سعال,ar,cough", "fr,My ear hurts,en,ear-pain",
			"de,Mit meinem Nagel stimmt etwas nicht,de,general" })
	void speaksTheLanguageOfThePatient(String tag, String text, String language, String complaint) {
		JsonNode interview = read(this.api.post(this.patient, INTERVIEWS, opening(text, tag)), 201);
		assertThat(interview.get("language").asString()).isEqualTo(language);
		assertThat(interview.get("complaint").asString()).isEqualTo(complaint);
		JsonNode ready = this.requests.answersAll(this.patient, interview);
		assertThat(ready.at("/draft/text").asString()).startsWith(text);
	}

	@Test
	void endsAtOnceWhereTheOpeningWordsMayBeAnEmergency() {
		JsonNode interview = this.requests.starts(this.patient, "Crushing chest pain and I am sweating");
		assertThat(interview.get("state").asString()).isEqualTo("red-flag");
		assertThat(interview.get("question").isNull()).isTrue();
		assertThat(interview.at("/redFlags/0/id").asString()).isEqualTo("chest-pain-emergency");
		assertThat(interview.at("/redFlags/0/advice").asString()).contains("emergency number");
		problem(this.requests.answers(this.patient, interview, "{\"questionId\": \"onset\", \"choices\": [\"day\"]}"),
				409, "interview-ended");
		read(this.requests.submits(this.patient, interview, "Chest pain"), 200);
		this.traffic.awaitPublished(TOPIC, this.patient.id(), 1);
	}

	@Test
	void endsAtOnceOnARedFlagAndKeepsItWhateverIsSent() {
		JsonNode interview = this.requests.starts(this.patient, "My back hurts");
		JsonNode ended = read(this.requests.answers(this.patient, interview,
				"{\"questionId\": \"signs\", \"choices\": [\"saddle\"]}"), 200);
		assertThat(ended.get("state").asString()).isEqualTo("red-flag");
		assertThat(ended.at("/redFlags/0/id").asString()).isEqualTo("cauda-equina");
		assertThat(ended.at("/draft/text").asString()).contains("Numb between the legs");
		assertThat(ended.at("/draft/level").asString()).isEqualTo("emergency");
		JsonNode sent = read(this.requests.submits(this.patient, ended, "It is nothing really"), 200);
		String entryId = sent.get("entryId").asString();
		this.traffic.publish(Fact.entryLogged(this.patient, entryId, 1, (body) -> {
			Fact.content(body).put("text", "It is nothing really");
			Fact.content(body).putArray("symptoms");
		}));
		JsonNode assessed = this.traffic.awaitPublished("medlinks.ai.assessment", this.patient.id(), 1)
			.getFirst()
			.body();
		assertThat(assessed.at("/content/level").asString()).isEqualTo("emergency");
		assertThat(assessed.at("/content/rules/0/id").asString()).isEqualTo("cauda-equina");
	}

	@Test
	void runsTheRulesOverWhatIsAnsweredInWords() {
		JsonNode interview = this.requests.starts(this.patient, "My back hurts");
		JsonNode now = interview;
		while (!now.at("/question/kind").asString().equals("text")) {
			now = read(this.requests.answers(this.patient, now, harmless(now)), 200);
		}
		JsonNode ended = read(this.requests.answers(this.patient, now,
				"{\"questionId\": \"%s\", \"text\": \"Nothing helps, I want to kill myself\"}"
					.formatted(now.at("/question/id").asString())),
				200);
		assertThat(ended.get("state").asString()).isEqualTo("red-flag");
		assertThat(ended.at("/redFlags/0/id").asString()).isEqualTo("suicidal-thoughts");
	}

	@Test
	void canBeLeftAndResumed() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		JsonNode now = read(this.requests.answers(this.patient, interview, harmless(interview)), 200);
		JsonNode resumed = this.requests.reads(this.patient, interview.get("id").asString());
		assertThat(resumed).isEqualTo(now);
		JsonNode list = read(this.api.get(this.patient, INTERVIEWS + "?state=in-progress&state=ready"), 200);
		assertThat(list.get("items")).hasSize(1);
		assertThat(list.at("/items/0")).isEqualTo(now);
		this.requests.answersAll(this.patient, resumed);
		assertThat(read(this.api.get(this.patient, INTERVIEWS + "?state=in-progress"), 200).get("items")).isEmpty();
	}

	@Test
	void pagesTheNewestFirst() {
		List<String> ids = Stream.of("My ear hurts", "My back hurts", "I have a cough")
			.map((text) -> this.requests.starts(this.patient, text).get("id").asString())
			.toList();
		JsonNode first = read(this.api.get(this.patient, INTERVIEWS + "?limit=2"), 200);
		JsonNode second = read(
				this.api.get(this.patient, INTERVIEWS + "?limit=2&cursor=" + first.get("nextCursor").asString()), 200);
		assertThat(Stream.of(first, second)
			.flatMap((page) -> page.get("items").valueStream())
			.map((item) -> item.get("id").asString())
			.toList()).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(second.get("nextCursor").isNull()).isTrue();
		problem(this.api.get(this.patient, INTERVIEWS + "?state=begun"), 400, "validation-failed");
	}

	@Test
	void letsAnEarlierAnswerBeChanged() {
		JsonNode interview = this.requests.starts(this.patient, "I have a cough");
		JsonNode ready = this.requests.answersAll(this.patient, interview);
		assertThat(ready.get("answered")).noneMatch((each) -> each.at("/question/id").asString().equals("colour"));
		JsonNode changed = read(
				this.requests.answers(this.patient, ready, "{\"questionId\": \"kind\", \"choices\": [\"phlegm\"]}"),
				200);
		assertThat(changed.get("state").asString()).isEqualTo("in-progress");
		assertThat(changed.at("/question/id").asString()).isEqualTo("colour");
		assertThat(changed.get("draft").isNull()).isTrue();
		JsonNode again = this.requests.answersAll(this.patient, changed);
		assertThat(again.at("/draft/text").asString()).contains("Kind: with phlegm.", "Colour: clear or white.");
	}

	@Test
	void takesALeftOutQuestionForUnknown() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		JsonNode now = read(
				this.requests.answers(this.patient, interview, "{\"questionId\": \"signs\", \"skipped\": true}"), 200);
		assertThat(now.at("/answered/0/skipped").asBoolean()).isTrue();
		JsonNode ready = this.requests.answersAll(this.patient, now);
		assertThat(ready.at("/draft/text").asString()).contains("Not said: Other signs.").doesNotContain("No fever");
		read(this.requests.submits(this.patient, ready, "My ear hurts"), 200);
		assertThat(this.traffic.awaitPublished(TOPIC, this.patient.id(), 1).getFirst().body().at("/content/symptoms"))
			.hasSize(1);
	}

	@Test
	void refusesAnAnswerToWhatIsNotAskedOrWasAskedBefore() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		problem(this.requests.answers(this.patient, interview, "{\"questionId\": \"concern\", \"text\": \"Why?\"}"),
				409, "question-not-asked");
		problem(this.requests.answers(this.patient, interview, "{\"questionId\": \"colour\", \"text\": \"Why?\"}"), 409,
				"question-not-asked");
		read(this.requests.answers(this.patient, interview, harmless(interview)), 200);
		problem(this.requests.answers(this.patient, interview, harmless(interview)), 412, "stale-version");
		problem(this.api.post(this.patient, INTERVIEWS + "/" + interview.get("id").asString() + "/answers",
				harmless(interview)), 428, "precondition-required");
		problem(this.requests.submits(this.patient, this.requests.reads(this.patient, interview.get("id").asString()),
				"My ear hurts"), 409, "interview-not-ready");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"questionId\": \"signs\", \"choices\": [\"unknown\"]}",
			"{\"questionId\": \"signs\", \"number\": 3}", "{\"questionId\": \"signs\", \"text\": \"yes\"}",
			"{\"questionId\": \"signs\", \"skipped\": true, \"choices\": [\"fever\"]}",
			"{\"questionId\": \"signs\", \"choices\": [\"fever\", \"fever\"]}",
			"{\"questionId\": \"signs\", \"number\": 11}", "{\"questionId\": \"\", \"choices\": []}", "{}" })
	void refusesWhatIsNoAnswer(String body) {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		problem(this.requests.answers(this.patient, interview, body), 400, "validation-failed");
		assertThat(this.requests.reads(this.patient, interview.get("id").asString())).isEqualTo(interview);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"text\": \" \", \"language\": \"en\", \"happenedAt\": \"2026-11-23T08:00:00Z\"}",
			"{\"text\": \"a\", \"language\": \"en\"}",
			"{\"text\": \"a\", \"language\": \"en\", \"happenedAt\": \"2999-11-23T08:00:00Z\"}",
			"{\"text\": \"a\", \"language\": \"en\", \"happenedAt\": \"1800-11-23T08:00:00Z\"}" })
	void refusesABeginningThatTheDiaryWouldNotTake(String body) {
		problem(this.api.post(this.patient, INTERVIEWS, body), 400, "validation-failed");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("beginningsBeyondALimit")
	void saysTheLimitThatABeginningPasses(String told, String body) {
		JsonNode refused = problem(this.api.post(this.patient, INTERVIEWS, body), 400, "validation-failed");
		assertThat(told(refused)).containsExactly(told);
		assertThat(read(this.api.get(this.patient, INTERVIEWS), 200).get("items")).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answersBeyondALimit")
	void saysTheLimitThatAnAnswerPasses(String told, String body) {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		JsonNode refused = problem(this.requests.answers(this.patient, interview, body), 400, "validation-failed");
		assertThat(told(refused)).containsExactly(told);
		assertThat(this.requests.reads(this.patient, interview.get("id").asString())).isEqualTo(interview);
	}

	@Test
	void saysHowLongWhatIsSentMayBe() {
		JsonNode ready = this.requests.answersAll(this.patient, this.requests.starts(this.patient, "My ear hurts"));
		JsonNode refused = problem(this.requests.submits(this.patient, ready, "x".repeat(10_001)), 400,
				"validation-failed");
		assertThat(told(refused)).containsExactly("text must have at most 10,000 characters");
		assertThat(this.requests.reads(this.patient, ready.get("id").asString())).isEqualTo(ready);
	}

	@Test
	void doesTheSameThingOnceHoweverOftenItIsSent() {
		String key = UUID.randomUUID().toString();
		JsonNode interview = read(this.api.post(this.patient, INTERVIEWS, opening("My ear hurts", "en"), key), 201);
		assertThat(read(this.api.post(this.patient, INTERVIEWS, opening("My ear hurts", "en"), key), 201))
			.isEqualTo(interview);
		problem(this.api.post(this.patient, INTERVIEWS, opening("My back hurts", "en"), key), 422,
				"idempotency-key-reused");
		String answerKey = UUID.randomUUID().toString();
		JsonNode answered = read(
				this.requests.posts(this.patient, interview, "/answers", harmless(interview), answerKey), 200);
		assertThat(read(this.requests.posts(this.patient, interview, "/answers", harmless(interview), answerKey), 200))
			.isEqualTo(answered);
		problem(this.requests.posts(this.patient, interview, "/answers",
				"{\"questionId\": \"signs\", \"skipped\": true}", answerKey), 422, "idempotency-key-reused");
		JsonNode ready = this.requests.answersAll(this.patient, answered);
		String sendKey = UUID.randomUUID().toString();
		String body = "{\"text\": \"My ear hurts\"}";
		JsonNode sent = read(this.requests.posts(this.patient, ready, "/submission", body, sendKey), 200);
		assertThat(read(this.requests.posts(this.patient, ready, "/submission", body, sendKey), 200)).isEqualTo(sent);
		problem(this.requests.posts(this.patient, ready, "/submission", body, UUID.randomUUID().toString()), 412,
				"stale-version");
		problem(this.requests.submits(this.patient, sent, "Again"), 409, "interview-submitted");
		this.requests.sends(this.patient, "My back hurts");
		assertThat(this.traffic.awaitPublished(TOPIC, this.patient.id(), 2)).hasSize(2);
	}

	@Test
	void takesOneOfTwoAnswersAtOnce() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		List<Integer> statuses = Stream
			.of("{\"questionId\": \"signs\", \"choices\": []}", "{\"questionId\": \"signs\", \"choices\": [\"fever\"]}")
			.map((body) -> CompletableFuture.supplyAsync(() -> this.requests.answers(this.patient, interview, body)
				.expectBody()
				.returnResult()
				.getStatus()
				.value()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(statuses).containsExactlyInAnyOrder(200, 412);
		assertThat(this.requests.reads(this.patient, interview.get("id").asString()).get("version").asLong())
			.isEqualTo(2);
	}

	@Test
	void canBeGivenUp() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		String path = INTERVIEWS + "/" + interview.get("id").asString();
		problem(this.api.as(this.patient, HttpMethod.DELETE, path).header("If-Match", "\"9\"").exchange(), 412,
				"stale-version");
		this.api.as(this.patient, HttpMethod.DELETE, path)
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.isNoContent();
		JsonNode abandoned = this.requests.reads(this.patient, interview.get("id").asString());
		assertThat(abandoned.get("state").asString()).isEqualTo("abandoned");
		problem(this.requests.answers(this.patient, abandoned, harmless(interview)), 409, "interview-ended");
		problem(this.requests.submits(this.patient, abandoned, "My ear hurts"), 409, "interview-ended");
	}

	@Test
	void showsNobodyAnothersInterview() {
		JsonNode interview = this.requests.starts(this.patient, "My ear hurts");
		Account other = Account.newPatient();
		String path = INTERVIEWS + "/" + interview.get("id").asString();
		String unknown = problem(this.api.get(other, INTERVIEWS + "/unknown"), 404, "not-found").get("detail")
			.asString();
		assertThat(problem(this.api.get(other, path), 404, "not-found").get("detail").asString()).isEqualTo(unknown);
		problem(this.requests.answers(other, interview, harmless(interview)), 404, "not-found");
		problem(this.requests.submits(other, interview, "Mine"), 404, "not-found");
		problem(this.api.as(other, HttpMethod.DELETE, path).header("If-Match", "\"1\"").exchange(), 404, "not-found");
		assertThat(read(this.api.get(other, INTERVIEWS), 200).get("items")).isEmpty();
		assertThat(this.requests.reads(this.patient, interview.get("id").asString())).isEqualTo(interview);
	}

	@Test
	void refusesOtherRolesAndNobody() {
		problem(this.api.nobody(HttpMethod.GET, INTERVIEWS).exchange(), 401, "unauthenticated");
		for (Account wrong : List.of(Account.newDoctor(), Account.newOperator())) {
			problem(this.api.get(wrong, INTERVIEWS), 403, "forbidden");
			problem(this.api.post(wrong, INTERVIEWS, opening("My ear hurts", "en")), 403, "forbidden");
		}
	}

	@Test
	void asksMenNothingAboutPregnancy() {
		this.traffic.publish(Fact.patientProfile(this.patient, 1,
				(body) -> Fact.content(body).put("birthDate", "1980-01-01").put("sex", "male")));
		Awaitility.await().atMost(Duration.ofSeconds(40)).pollInSameThread().untilAsserted(() -> {
			JsonNode ready = this.requests.answersAll(this.patient,
					this.requests.starts(this.patient, "My tummy hurts"));
			assertThat(ready.get("answered"))
				.noneMatch((each) -> each.at("/question/id").asString().equals("pregnant"));
		});
	}

	private static List<String> told(JsonNode problem) {
		return problem.get("errors")
			.valueStream()
			.map((error) -> error.get("field").asString() + " " + error.get("message").asString())
			.toList();
	}

}
