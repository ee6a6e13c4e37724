package io.medlinks.doctor.dashboard.messaging;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.doctor.dashboard.Dashboard;
import io.medlinks.doctor.dashboard.Fact;
import io.medlinks.platform.events.EventSubscription;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens to who the patients are, what they log and who treats them.
 */
@Configuration(proxyBeanMethods = false)
class PatientEventListener {

	@Bean
	EventSubscription patientProfileSubscription(Dashboard dashboard) {
		return EventSubscription.named("patient-profile")
			.topic(new Topic("medlinks.patient.profile"))
			.on("medlinks.patient.profile-changed.v1", ProfileChanged.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	@Bean
	EventSubscription diarySubscription(Dashboard dashboard) {
		return EventSubscription.named("diary")
			.topic(new Topic("medlinks.patient.diary"))
			.on("medlinks.patient.diary-entry-logged.v1", EntryState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.on("medlinks.patient.diary-entry-amended.v1", EntryState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.on("medlinks.patient.diary-entry-withdrawn.v1", EntryState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	@Bean
	EventSubscription careTeamSubscription(Dashboard dashboard) {
		return EventSubscription.named("care-team")
			.topic(new Topic("medlinks.patient.care-team"))
			.on("medlinks.patient.care-team-link-opened.v1", LinkState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.on("medlinks.patient.care-team-link-closed.v1", LinkState.class,
					(event, metadata) -> dashboard.take(event.fact(), metadata.bodyHash()))
			.build();
	}

	record ProfileChanged(String patientId, long version, Content content) {

		Fact.Patient fact() {
			return new Fact.Patient(this.patientId, this.version, this.content.name, this.content.birthDate,
					this.content.sex, this.content.email, this.content.phone, this.content.allergies,
					this.content.heightCm, this.content.weightKg);
		}

		record Content(String name, @Nullable LocalDate birthDate, String sex, @Nullable String email,
				@Nullable String phone, List<PatientText> allergies, @Nullable Double heightCm,
				@Nullable Double weightKg) {

			@Override
			public String toString() {
				return "Content[]";
			}

		}

	}

	record EntryState(String entryId, String patientId, long version, String status, Instant receivedAt,
			Content content) {

		Fact.Entry fact() {
			return Fact.Entry.published(this.entryId, this.version, this.patientId, "active".equals(this.status),
					this.receivedAt, this.content.text);
		}

		record Content(PatientText text) {
		}

	}

	record LinkState(String linkId, String patientId, String doctorId, long version, boolean active, Instant since) {

		Fact.CareLink fact() {
			return new Fact.CareLink(this.linkId, this.version, this.patientId, this.doctorId, this.active, this.since);
		}

	}

}
