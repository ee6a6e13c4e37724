package io.medlinks.platform.live;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.medlinks.platform.events.EventsAutoConfiguration;
import io.medlinks.platform.events.EventsProperties;
import io.medlinks.platform.events.Topic;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.scheduler.Schedulers;

/**
 * Live views of a service.
 */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@EnableConfigurationProperties(LiveProperties.class)
public class LiveAutoConfiguration {

	/**
	 * Each service has a nudge topic of its own: readers of one are unknown to the
	 * others.
	 */
	private static Topic topic(String application) {
		return new Topic("medlinks.live.nudge." + application);
	}

	@Bean
	NewTopics liveNudgeTopic(EventsProperties properties, @Value("${spring.application.name}") String application) {
		return new NewTopics(
				new NewTopic(properties.prefixed(topic(application).name()), 1, properties.replicationFactor()));
	}

	@Bean
	LiveNudges liveNudges(KafkaTemplate<String, byte[]> kafka, ConsumerFactory<String, byte[]> consumers,
			EventsProperties properties, @Value("${spring.application.name}") String application) {
		return new LiveNudges(kafka, consumers, properties, topic(application));
	}

	@Bean
	LiveFeeds liveFeeds(ReactiveMongoTemplate mongo, LiveNudges nudges) {
		return new LiveFeeds(mongo, nudges);
	}

	@Bean
	LiveStreams liveStreams(LiveFeeds feeds, LiveNudges nudges, LiveProperties properties, Clock clock,
			MeterRegistry meters) {
		return new LiveStreams(feeds, nudges, properties, clock, Schedulers.parallel(), meters);
	}

}
