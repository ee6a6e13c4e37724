package io.medlinks.platform.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.medlinks.notes.NotesTest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Topics are there as they should be, whoever comes first.
 */
@NotesTest
class EventTopicsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	@Autowired
	private KafkaAdmin admin;

	private final String name = "topics." + UUID.randomUUID();

	@Test
	void areMadeOnceTheBrokerIsThere() throws Exception {
		try (LateBroker broker = new LateBroker(bootstrapServers());
				Admin client = Admin.create(this.admin.getConfigurationProperties())) {
			EventTopics topics = topics(broker.address());
			topics.start();
			assertThat(topics.isRunning()).isTrue();
			assertThat(names(client)).doesNotContain(this.name);
			broker.comes();
			Awaitility.await().atMost(PATIENCE).until(() -> names(client).contains(this.name));
			assertThat(retention(client)).isEqualTo("-1");
			topics.stop();
			assertThat(topics.isRunning()).isFalse();
		}
	}

	@Test
	void keepWhatIsInThemForAsLongAsTheyShould() throws Exception {
		try (Admin client = Admin.create(this.admin.getConfigurationProperties())) {
			client
				.createTopics(List.of(new NewTopic(this.name, 6, (short) 1)
					.configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000"))))
				.all()
				.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			EventTopics topics = topics(bootstrapServers());
			topics.start();
			assertThat(retention(client)).isEqualTo("-1");
			topics.stop();
		}
	}

	private String bootstrapServers() {
		return String.valueOf(this.admin.getConfigurationProperties().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG))
			.replaceAll("[\\[\\]]", "");
	}

	private EventTopics topics(String bootstrapServers) {
		Map<String, Object> settings = new HashMap<>(this.admin.getConfigurationProperties());
		settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "500");
		settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "1000");
		KafkaAdmin own = new KafkaAdmin(settings);
		own.setModifyTopicConfigs(true);
		own.setOperationTimeout(5);
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(NewTopic.class,
				() -> new NewTopic(this.name, 6, (short) 1).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
		context.refresh();
		own.setApplicationContext(context);
		return new EventTopics(own, Duration.ofSeconds(1));
	}

	private static List<String> names(Admin client) throws Exception {
		return List.copyOf(client.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
	}

	private String retention(Admin client) throws Exception {
		ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, this.name);
		Map<ConfigResource, Config> settings = client.describeConfigs(List.of(topic))
			.all()
			.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		return Objects.requireNonNull(settings.get(topic)).get(TopicConfig.RETENTION_MS_CONFIG).value();
	}

}
