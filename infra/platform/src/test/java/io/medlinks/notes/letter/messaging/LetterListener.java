package io.medlinks.notes.letter.messaging;

import io.medlinks.notes.letter.Letter;
import io.medlinks.notes.letter.Letters;
import io.medlinks.platform.events.EventSubscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to letters.
 */
@Configuration(proxyBeanMethods = false)
class LetterListener {

	@Bean
	EventSubscription letterSubscription(Letters letters) {
		return EventSubscription.named("letters")
			.topic(Letters.TOPIC)
			.on("test.letter-sent.v1", Letter.class,
					(letter, metadata) -> letters.take(letter, metadata.key(), metadata.bodyHash()))
			.build();
	}

}
