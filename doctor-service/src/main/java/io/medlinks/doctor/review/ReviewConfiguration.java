package io.medlinks.doctor.review;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the reviews' topic and outbox.
 */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

	@Bean
	Topic reviewTopic() {
		return ReviewEvents.TOPIC;
	}

	@Bean
	OutboxCollection reviewsOutbox() {
		return new OutboxCollection(Review.class);
	}

}
