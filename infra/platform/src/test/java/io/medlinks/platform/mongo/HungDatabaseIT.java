package io.medlinks.platform.mongo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.medlinks.notes.NotesTest;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A database that takes what it is told and never answers.
 */
@NotesTest
@TestPropertySource(properties = "medlinks.mongodb.answers-within=500ms")
class HungDatabaseIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	@Autowired
	private ObjectProvider<MongoClientSettingsBuilderCustomizer> customizers;

	@Autowired
	private Environment environment;

	@Test
	void isGivenUpAndAskedAgain() throws IOException {
		ConnectionString uri = new ConnectionString(this.environment.getRequiredProperty("MEDLINKS_MONGODB_URI"));
		List<String> at = List.of(uri.getHosts().getFirst().split(":"));
		try (HungDatabase database = new HungDatabase(at.getFirst(), Integer.parseInt(at.getLast()));
				MongoClient client = client(database)) {
			MongoDatabase some = client.getDatabase("hung");
			assertThat(ping(some).block(PATIENCE)).containsKey("ok");
			database.hangs(true);
			assertThatThrownBy(() -> ping(some).block(PATIENCE)).isInstanceOf(MongoSocketReadTimeoutException.class);
			database.hangs(false);
			assertThat(ping(some).block(PATIENCE)).containsKey("ok");
		}
	}

	private MongoClient client(HungDatabase database) {
		MongoClientSettings.Builder settings = MongoClientSettings.builder();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(settings));
		settings.applyConnectionString(new ConnectionString(database.uri()));
		return MongoClients.create(settings.build());
	}

	private static Mono<Document> ping(MongoDatabase database) {
		return Mono.from(database.runCommand(new Document("ping", 1)));
	}

}
