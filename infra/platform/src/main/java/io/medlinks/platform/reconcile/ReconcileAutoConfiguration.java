package io.medlinks.platform.reconcile;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.events.EventsAutoConfiguration;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.projection.Projections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;

/**
 * Reconcile of a service that publishes.
 */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@ConditionalOnBean(Outbox.class)
public class ReconcileAutoConfiguration {

	@Bean
	PublishedSource<?> accessRecordsSource() {
		return AccessRecords.source();
	}

	@Bean
	Reconciliation reconciliation(ReactiveMongoTemplate mongo, Outbox outbox, Projections projections,
			ObjectProvider<PublishedSource<?>> sources, ObjectProvider<DerivedRows> derived) {
		return new Reconciliation(mongo, outbox, projections, sources.orderedStream().toList(),
				derived.orderedStream().toList());
	}

	@Bean
	ReconcileController reconcileController(Reconciliation reconciliation) {
		return new ReconcileController(reconciliation);
	}

}
