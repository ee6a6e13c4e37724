package io.medlinks.patient.medlog.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.medlinks.patient.medlog.ConsultationMode;
import io.medlinks.patient.medlog.ConsultationStatus;
import io.medlinks.patient.medlog.Consultations;
import io.medlinks.patient.medlog.PublishedConsultation;
import io.medlinks.patient.medlog.PublishedConsultation.AnsweredVersion;
import io.medlinks.patient.medlog.PublishedConsultation.Diagnosis;
import io.medlinks.patient.medlog.PublishedConsultation.Medication;
import io.medlinks.patient.medlog.PublishedConsultation.PleaseBook;
import io.medlinks.platform.events.EventHandler;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to what doctors record, change and take back.
 */
@Configuration(proxyBeanMethods = false)
class ConsultationEventListener {

	@Bean
	EventSubscription consultationSubscription(Consultations consultations) {
		EventHandler<ConsultationFact> handler = (fact, metadata) -> consultations.changed(fact.consultation(),
				metadata.bodyHash());
		return EventSubscription.named("consultation")
			.topic(new Topic("medlinks.doctor.consultation"))
			.on("medlinks.doctor.consultation-recorded.v1", ConsultationFact.class, handler)
			.on("medlinks.doctor.consultation-amended.v1", ConsultationFact.class, handler)
			.on("medlinks.doctor.consultation-retracted.v1", ConsultationFact.class, handler)
			.build();
	}

	record ConsultationFact(String consultationId, String patientId, String doctorId, long version,
			ConsultationStatus status, ConsultationMode mode, List<AnsweredVersion> covers, Instant recordedAt,
			@Nullable PleaseBook pleaseBook, Content content) {

		PublishedConsultation consultation() {
			return new PublishedConsultation(this.consultationId, this.version, this.patientId, this.doctorId,
					this.content.doctorName(), this.status, this.mode, this.covers, this.recordedAt,
					this.content.happenedAt(), this.content.diagnosis(), this.content.medications(),
					this.content.message(), this.pleaseBook, this.content.reason());
		}

		record Content(String doctorName, OffsetDateTime happenedAt, @Nullable Diagnosis diagnosis,
				List<Medication> medications, @Nullable PatientText message, @Nullable PatientText reason) {

		}

	}

}
