package io.medlinks.scheduling.appointment;

import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where appointments are kept and published.
 */
@Configuration(proxyBeanMethods = false)
class AppointmentConfiguration {

	@Bean
	Topic appointmentTopic() {
		return AppointmentEvents.TOPIC;
	}

	@Bean
	PublishedSource<DaySheet> appointmentsSource() {
		return PublishedSource.embedded("appointments", AppointmentEvents.TOPIC, DaySheet.class, "appointments",
				"appointmentId", (sheet) -> sheet.appointments().stream().map(AppointmentEvents::state).toList());
	}

	@Bean
	OutboxCollection daySheetOutbox() {
		return new OutboxCollection(DaySheet.class);
	}

}
