package io.medlinks.platform.deadletters;

import java.time.Clock;

import io.medlinks.platform.events.EventGroups;
import io.medlinks.platform.events.EventsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * The dead letters of a service and the operators' way to them.
 */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
public class DeadLettersAutoConfiguration {

	@Bean
	DeadLetters deadLetters(ReactiveMongoTemplate mongo, Clock clock) {
		return new DeadLetters(mongo, clock);
	}

	@Bean
	DeadLetterReplay deadLetterReplay(DeadLetters letters, EventGroups groups,
			ConsumerFactory<String, byte[]> consumers) {
		return new DeadLetterReplay(letters, groups, new RecordReader(consumers));
	}

	@Bean
	OperatorDeadLettersController operatorDeadLettersController(DeadLetters letters, DeadLetterReplay replay) {
		return new OperatorDeadLettersController(letters, replay);
	}

	@Bean
	WaitingDeadLetters waitingDeadLetters(DeadLetters letters, EventGroups groups, MeterRegistry meters) {
		return new WaitingDeadLetters(letters, groups, meters);
	}

}
