package io.medlinks.doctor.dashboard.messaging;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what this service itself published: a crash may have come between a review
 * and the rows that it covers, and open screens must learn that an approval was
 * withdrawn.
 */
@Configuration(proxyBeanMethods = false)
class DoctorEventListener {

	@Bean
	EventSubscription reviewSubscription(Dashboard dashboard) {
		return EventSubscription.named("review")
			.topic(new Topic("medlinks.doctor.review"))
			.on("medlinks.doctor.review-recorded.v1", ReviewRecorded.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	@Bean
	EventSubscription doctorStandingSubscription(Dashboard dashboard) {
		return EventSubscription.named("doctor-standing")
			.topic(new Topic("medlinks.doctor.profile"))
			.on("medlinks.doctor.profile-changed.v1", ProfileChanged.class,
					(event, _) -> dashboard.standingChanged(event.doctorId()))
			.build();
	}

	record ReviewRecorded(String reviewId, String patientId, String doctorId, long version, List<EntryVersion> covers,
			Instant at, Content content) {

		Fact.Acknowledgement fact() {
			return new Fact.Acknowledgement(this.reviewId, this.version, this.patientId, this.doctorId,
					this.content.doctorName, this.at, this.covers);
		}

		record Content(String doctorName) {
		}

	}

	record ProfileChanged(String doctorId) {
	}

}
