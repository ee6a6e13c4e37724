package io.medlinks.scheduling.messages.messaging;

import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.scheduling.messages.ChangedAppointment;
import io.medlinks.scheduling.messages.Messages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hears of appointments by what this service published, so that nothing is told that is
 * not so, and whatever is so is told even where the process died in between.
 */
@Configuration(proxyBeanMethods = false)
class AppointmentEventListener {

	private static final String[] TYPES = { "medlinks.scheduling.appointment-booked.v1",
			"medlinks.scheduling.appointment-moved.v1", "medlinks.scheduling.appointment-cancelled.v1" };

	@Bean
	EventSubscription messagesSubscription(Messages messages) {
		EventSubscription.Builder subscription = EventSubscription.named("messages")
			.topic(new Topic("medlinks.scheduling.appointment"));
		for (String type : TYPES) {
			subscription.on(type, ChangedAppointment.class, (fact, metadata) -> messages.tell(fact, metadata.at()));
		}
		return subscription.build();
	}

}
