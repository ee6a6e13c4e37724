package io.medlinks.doctor.review;

import java.util.List;
import java.util.function.UnaryOperator;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;

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
	PublishedSource<Review> reviewsSource() {
		return PublishedSource.unchanging("reviews", ReviewEvents.TOPIC, Review.class,
				(review) -> List.of(ReviewEvents.state(review)), UnaryOperator.identity());
	}

	@Bean
	OutboxCollection reviewsOutbox() {
		return new OutboxCollection(Review.class);
	}

}
