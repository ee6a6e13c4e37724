package io.medlinks.platform.events;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.propagation.Propagator;
import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.security.CareRelationships;
import io.medlinks.platform.security.DoctorStanding;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import io.medlinks.platform.projection.Projections;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of a service: the outbox, its relay, the listener edge, the topics, and what
 * every service must know of the others to guard its data.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
		"org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveAutoConfiguration",
		"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" },
		beforeName = "io.medlinks.platform.security.SecurityAutoConfiguration")
@ConditionalOnClass(KafkaTemplate.class)
@EnableConfigurationProperties(EventsProperties.class)
public class EventsAutoConfiguration {

	@Bean
	EventPublisher eventPublisher(KafkaTemplate<String, byte[]> kafka, EventsProperties properties,
			@Value("${spring.application.name}") String application) {
		return new EventPublisher(kafka, properties, application);
	}

	@Bean
	OutboxRelay outboxRelay(ReactiveMongoTemplate mongo, EventPublisher publisher, EventsProperties properties,
			Clock clock, List<OutboxCollection> collections, MeterRegistry meters) {
		return new OutboxRelay(mongo, publisher, properties, clock, collections, meters);
	}

	@Bean
	Outbox outbox(ReactiveMongoTemplate mongo, OutboxRelay relay, JsonMapper json, Clock clock,
			EventsProperties properties, ObjectProvider<Propagator> propagator) {
		return new Outbox(mongo, relay, json, clock, properties, propagator.getIfAvailable());
	}

	@Bean
	EventListenerEdge eventListenerEdge(ConsumerFactory<String, byte[]> consumers, EventPublisher publisher,
			SetAsideRecords setAside, EventsProperties properties, JsonMapper json, ObservationRegistry observations,
			MeterRegistry meters, @Value("${spring.application.name}") String application,
			List<EventSubscription> subscriptions) {
		return new EventListenerEdge(consumers, publisher, setAside, properties, json, observations, meters,
				application, subscriptions);
	}

	@Bean
	WaitingEvents waitingEvents(ReactiveMongoTemplate mongo, List<OutboxCollection> collections, Clock clock,
			MeterRegistry meters) {
		return new WaitingEvents(mongo, collections, clock, meters);
	}

	@Bean
	ConsumerLag consumerLag(KafkaAdmin admin, EventsProperties properties,
			@Value("${spring.application.name}") String application, List<EventSubscription> subscriptions,
			MeterRegistry meters) {
		return new ConsumerLag(() -> Admin.create(admin.getConfigurationProperties()), properties, application,
				subscriptions, meters);
	}

	/**
	 * The topics that this service publishes and reads, and those for what it cannot
	 * take. Whoever comes first makes them, so that no consumer waits for a topic that
	 * appears later and no dead letter for one that nobody may make. A dead letter stays
	 * until somebody looks at it, however long that takes.
	 */
	@Bean
	NewTopics medlinksTopics(EventsProperties properties, ObjectProvider<Topic> published,
			List<EventSubscription> subscriptions, @Value("${spring.application.name}") String application) {
		Set<String> names = new LinkedHashSet<>();
		Set<String> deadLetters = new LinkedHashSet<>();
		names.add(properties.prefixed(AccessRecords.TOPIC.name()));
		published.forEach((topic) -> names.add(properties.prefixed(topic.name())));
		for (EventSubscription subscription : subscriptions) {
			for (Topic topic : subscription.topics()) {
				names.add(properties.prefixed(topic.name()));
				deadLetters.add(properties.deadLetters(topic.name(), subscription.group(application)));
			}
		}
		return new NewTopics(Stream
			.concat(names.stream().map((name) -> topic(properties, name)),
					deadLetters.stream()
						.map((name) -> topic(properties, name).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
			.toArray(NewTopic[]::new));
	}

	@Bean
	EventTopics eventTopics(KafkaAdmin admin) {
		return new EventTopics(admin, Duration.ofSeconds(30));
	}

	private static NewTopic topic(EventsProperties properties, String name) {
		return new NewTopic(name, properties.partitions(), properties.replicationFactor());
	}

	@Bean
	Projections projections(ReactiveMongoTemplate mongo) {
		return new Projections(mongo);
	}

	@Bean
	OutboxCollection accessRecordsOutbox() {
		return AccessRecords.outboxCollection();
	}

	@Bean
	AccessRecords accessRecords(Outbox outbox, Clock clock) {
		return new AccessRecords(outbox, clock);
	}

	@Bean
	@ConditionalOnMissingBean(CareRelationships.class)
	ProjectedCareRelationships careRelationships(ReactiveMongoTemplate mongo, Projections projections) {
		return new ProjectedCareRelationships(mongo, projections);
	}

	@Bean
	@ConditionalOnMissingBean(DoctorStanding.class)
	ProjectedDoctorStanding doctorStanding(ReactiveMongoTemplate mongo, Projections projections) {
		return new ProjectedDoctorStanding(mongo, projections);
	}

}
