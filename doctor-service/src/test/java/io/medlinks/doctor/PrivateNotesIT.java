package io.medlinks.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.parts.TestParts;
import io.medlinks.testing.web.ApiClient;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a doctor notes for himself or herself stays in the one document that is there for
 * it: on no topic, in no other collection, in no log.
 */
@MedLinksIT
@ExtendWith(OutputCaptureExtension.class)
class PrivateNotesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final Account doctor = Account.newDoctor();

	private final Account patient = Account.newPatient();

	private final String canary = "canary-" + UUID.randomUUID();

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	Environment environment;

	private Stories stories;

	@BeforeEach
	void practise() {
		this.stories = new Stories(this.api, this.traffic);
		this.stories.practises(this.doctor);
	}

	@Test
	void leaveForNowhere(CapturedOutput output) {
		String entryId = this.stories.logsFor(this.doctor, this.patient, "soon");
		String id = records(Stories.answer(entryId, 1, this.canary));
		this.stories.amends(this.doctor, this.patient, id, 1, Stories.amendment("Sleep", this.canary + " again"))
			.expectStatus()
			.isOk();
		String wrong = records("{\"mode\": \"text\", \"privateNotes\": \"" + this.canary + "\"}");
		this.stories.retracts(this.doctor, this.patient, wrong, 1).expectStatus().isNoContent();
		this.stories.consults(this.doctor, this.patient, "{\"privateNotes\": \"" + this.canary + "\"}")
			.expectStatus()
			.isBadRequest();
		this.stories.consults(this.doctor, this.patient, "{\"privateNotes\": [\"" + this.canary + "\"]")
			.expectStatus()
			.isBadRequest();
		this.traffic.awaitPublished("medlinks.doctor.consultation", this.patient.id(), 4);
		this.traffic.awaitPublished("medlinks.doctor.review", this.patient.id(), 1);

		assertThat(this.traffic.topics()).contains("medlinks.doctor.consultation", "medlinks.access");
		this.traffic.topics()
			.forEach((topic) -> assertThat(this.traffic.unchecked(topic)).as(topic)
				.noneMatch((event) -> event.value() != null && event.value().contains(this.canary))
				.noneMatch((event) -> event.headers().toString().contains(this.canary)));
		assertThat(output.getAll()).doesNotContain(this.canary);
		assertThat(whereTheCanaryIs()).containsExactlyInAnyOrder(id, wrong);
	}

	private String records(String body) {
		return ApiClient.read(this.stories.consults(this.doctor, this.patient, body), 201).get("id").asString();
	}

	/**
	 * Documents of the service, each by its id; by its collection too where it must not
	 * be.
	 */
	private List<String> whereTheCanaryIs() {
		try (MongoClient mongo = MongoClients.create(TestParts.mongodbUri())) {
			MongoDatabase database = mongo.getDatabase(this.environment.getRequiredProperty("spring.mongodb.database"));
			List<String> found = new ArrayList<>();
			for (String collection : all(Flux.from(database.listCollectionNames()))) {
				for (Document document : all(Flux.from(database.getCollection(collection).find()))) {
					boolean sent = String.valueOf(document.remove("outbox")).contains(this.canary);
					if (sent || document.toJson().contains(this.canary)) {
						found.add((collection.equals("consultations") && !sent) ? document.getString("_id")
								: collection + "/" + document.get("_id"));
					}
				}
			}
			return found;
		}
	}

	private static <T> List<T> all(Flux<T> flux) {
		List<T> all = flux.collectList().block(PATIENCE);
		return (all != null) ? all : List.of();
	}

}
