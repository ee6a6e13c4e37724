package io.medlinks.testing.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.medlinks.local.reconcile.ServiceAccount;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The parts do what they are there for.
 */
class RealPartsIT {

	@Test
	void databaseKeepsDocuments() {
		try (MongoClient client = MongoClients.create(TestParts.mongodbUri())) {
			var collection = client.getDatabase("it-" + UUID.randomUUID()).getCollection("things");
			collection.insertOne(new Document("_id", 1).append("name", "thing"));
			assertThat(collection.find(new Document("_id", 1)).first()).containsEntry("name", "thing");
			collection.drop();
		}
	}

	@Test
	void brokerDeliversRecords() throws Exception {
		String topic = "it-" + UUID.randomUUID();
		String servers = TestParts.kafkaBootstrapServers();
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", servers, "acks", "all", "enable.idempotence", "true"),
				new StringSerializer(), new StringSerializer());
				Consumer<String, String> consumer = new KafkaConsumer<>(
						Map.of("bootstrap.servers", servers, "group.id", topic, "auto.offset.reset", "earliest"),
						new StringDeserializer(), new StringDeserializer())) {
			producer.send(new ProducerRecord<>(topic, "key", "value")).get();
			consumer.subscribe(List.of(topic));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> consumer.poll(Duration.ofMillis(200)).count(), (count) -> count == 1);
		}
	}

	@Test
	void keycloakPublishesItsKeys() {
		JwtDecoder decoder = JwtDecoders.fromIssuerLocation(TestParts.keycloakIssuer());
		String stranger = TestIdentities.accessToken(Account.ANA).fromIssuer(TestParts.keycloakIssuer()).value();
		assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(stranger));
	}

	@Test
	void keycloakKnowsTheServiceAccountThatReconciles() throws Exception {
		String issuer = TestParts.keycloakIssuer();
		String token = new ServiceAccount(issuer, "medlinks-local-reconcile-secret").token();
		Jwt read = JwtDecoders.fromIssuerLocation(issuer).decode(token);
		assertThat(read.getAudience()).containsExactly("medlinks-internal");
		assertThat(read.getClaimAsString("azp")).isEqualTo("medlinks-reconcile");
		assertThat(read.getClaimAsString("typ")).isEqualTo("Bearer");
		assertThat(read.getSubject()).isNotBlank();
		assertThat(read.getClaims()).doesNotContainKeys("roles", "realm_access", "resource_access");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> new ServiceAccount(issuer, "guessed").token())
			.withMessageContaining("MEDLINKS_RECONCILE_CLIENT_SECRET");
	}

	@Test
	void eachPartIsOneForTheWholeBuild() {
		assertThat(TestParts.mongodbUri()).isEqualTo(TestParts.mongodbUri());
		assertThat(TestParts.kafkaBootstrapServers()).isEqualTo(TestParts.kafkaBootstrapServers());
	}

}
