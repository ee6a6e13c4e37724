package io.medlinks.notes.letter.messaging;

import io.medlinks.notes.letter.Letter;
import io.medlinks.notes.letter.Letters;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
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
			.topic(new Topic("test.letters"))
			.on("test.letter-sent.v1", Letter.class, (letter, metadata) -> letters.take(letter, metadata.key()))
			.build();
	}

}
