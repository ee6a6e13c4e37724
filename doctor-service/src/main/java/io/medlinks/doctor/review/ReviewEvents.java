package io.medlinks.doctor.review;

import java.time.Instant;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What reviews tell the other services.
 */
final class ReviewEvents {

	static final Topic TOPIC = new Topic("medlinks.doctor.review");

	static final EventType RECORDED = new EventType("medlinks.doctor.review-recorded.v1", TOPIC);

	private ReviewEvents() {
	}

	static PublishedState state(Review review) {
		return PublishedState.of(review.id(), Review.VERSION, RECORDED, review.patientId(), published(review));
	}

	static ReviewRecordedPublished published(Review review) {
		return new ReviewRecordedPublished(review.id(), review.patientId(), review.doctorId(), Review.VERSION,
				review.kind(), review.covers(), review.at(),
				new ReviewRecordedPublished.Content(review.doctorName(), review.reason()));
	}

	/**
	 * A review as the other services get it.
	 */
	record ReviewRecordedPublished(String reviewId, String patientId, String doctorId, long version, String kind,
			List<EntryVersion> covers, Instant at, Content content) {

		record Content(String doctorName, @Nullable PatientText reason) {
		}

	}

}
