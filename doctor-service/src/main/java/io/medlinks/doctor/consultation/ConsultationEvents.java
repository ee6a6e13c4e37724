package io.medlinks.doctor.consultation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.doctor.dashboard.EntryVersion;
import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

/**
 * What consultations tell the other services. Private notes have no place in it.
 */
final class ConsultationEvents {

	static final Topic TOPIC = new Topic("medlinks.doctor.consultation");

	static final EventType RECORDED = new EventType("medlinks.doctor.consultation-recorded.v1", TOPIC);

	static final EventType AMENDED = new EventType("medlinks.doctor.consultation-amended.v1", TOPIC);

	static final EventType RETRACTED = new EventType("medlinks.doctor.consultation-retracted.v1", TOPIC);

	private ConsultationEvents() {
	}

	static PublishedState state(Consultation consultation) {
		return PublishedState.of(consultation.id(), consultation.version(), type(consultation),
				consultation.patientId(), published(consultation));
	}

	private static EventType type(Consultation consultation) {
		if (consultation.current().isRetracted()) {
			return RETRACTED;
		}
		return (consultation.version() == 1) ? RECORDED : AMENDED;
	}

	static ConsultationPublished published(Consultation consultation) {
		ConsultationVersion current = consultation.current();
		ConsultationVersion shared = current.isRetracted() ? current.withoutContent() : current.withoutNotes();
		return new ConsultationPublished(consultation.id(), consultation.patientId(), consultation.doctorId(),
				consultation.version(), shared.status(), shared.mode(), consultation.covers(),
				consultation.recordedAt(), asked(shared.pleaseBook()),
				new ConsultationPublished.Content(consultation.doctorName(), shared.happenedAt(), shared.diagnosis(),
						shared.medications(), shared.message(), shared.reason()));
	}

	private static ConsultationPublished.@Nullable Asked asked(@Nullable AskedVisit visit) {
		return (visit != null) ? new ConsultationPublished.Asked(visit.visitType(), visit.askedAt(), visit.until())
				: null;
	}

	/**
	 * A consultation's shared state as the other services get it.
	 */
	record ConsultationPublished(String consultationId, String patientId, String doctorId, long version,
			ConsultationStatus status, ConsultationMode mode, List<EntryVersion> covers, Instant recordedAt,
			@Nullable Asked pleaseBook, Content content) {

		record Asked(VisitType visitType, Instant askedAt, Instant until) {
		}

		record Content(String doctorName, OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis,
				List<Medication> medications, @Nullable PatientText message, @Nullable PatientText reason) {
		}

	}

}
