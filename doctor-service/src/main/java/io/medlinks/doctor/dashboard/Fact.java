package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Update;

/**
 * What is known of one aggregate of another service: its state at the newest version that
 * has arrived.
 */
public sealed interface Fact {

	/** The aggregate's id. */
	String id();

	/** The aggregate's version, from 1. */
	long version();

	/** Whom it is about. */
	String patientId();

	/** The state, written where the version is newer. */
	Update state();

	/**
	 * A patient's profile.
	 *
	 * @param id the patient
	 * @param version the profile's version
	 * @param name what they are called
	 * @param birthDate when they were born
	 * @param sex the administrative gender
	 * @param email where mail reaches them
	 * @param phone where calls reach them
	 * @param allergies what they do not tolerate, in their words
	 * @param heightCm height in centimetres
	 * @param weightKg weight in kilograms
	 */
	@Document("patientFacts")
	record Patient(@Id String id, long version, String name, @Nullable LocalDate birthDate, String sex,
			@Nullable String email, @Nullable String phone, List<PatientText> allergies, @Nullable Double heightCm,
			@Nullable Double weightKg) implements Fact {

		@Override
		public String patientId() {
			return this.id;
		}

		@Override
		public Update state() {
			return new Update().set("name", this.name)
				.set("birthDate", this.birthDate)
				.set("sex", this.sex)
				.set("email", this.email)
				.set("phone", this.phone)
				.set("allergies", this.allergies)
				.set("heightCm", this.heightCm)
				.set("weightKg", this.weightKg);
		}

		@Override
		public String toString() {
			return "Patient[" + this.id + "@" + this.version + "]";
		}

	}

	/**
	 * A diary entry; of its text only the opening is kept here.
	 *
	 * @param id the entry
	 * @param version the entry's version
	 * @param patientId the patient
	 * @param active false once withdrawn
	 * @param receivedAt when it arrived
	 * @param opening its first words
	 */
	@Document("entryFacts")
	@CompoundIndex(name = "waiting-by-urgency",
			def = "{'patientId': 1, 'waitsFor': 1, 'active': 1, 'rank': 1, 'receivedAt': 1, '_id': 1}")
	@CompoundIndex(name = "newest", def = "{'patientId': 1, 'active': 1, 'receivedAt': 1}")
	record Entry(@Id String id, long version, String patientId, boolean active, Instant receivedAt,
			PatientText opening) implements Fact {

		/** The characters kept of an entry's text. */
		static final int OPENING = 120;

		/**
		 * An entry as published.
		 * @param id the entry
		 * @param version the entry's version
		 * @param patientId the patient
		 * @param active false once withdrawn
		 * @param receivedAt when it arrived
		 * @param text the whole text
		 */
		public static Entry published(String id, long version, String patientId, boolean active, Instant receivedAt,
				PatientText text) {
			return new Entry(id, version, patientId, active, receivedAt, new PatientText(text.opening(OPENING)));
		}

		@Override
		public Update state() {
			return new Update().set("patientId", this.patientId)
				.set("active", this.active)
				.set("receivedAt", this.receivedAt)
				.set("opening", this.opening);
		}

	}

	/**
	 * How urgent an entry is.
	 *
	 * @param id the entry
	 * @param version the assessment's version
	 * @param patientId the patient
	 * @param entryVersion the version of the entry that was assessed
	 * @param level how urgent it is
	 * @param rules the rules that fired
	 */
	@Document("assessmentFacts")
	record Assessment(@Id String id, long version, String patientId, long entryVersion, UrgencyLevel level,
			List<FiredRule> rules) implements Fact {

		@Override
		public Update state() {
			return new Update().set("patientId", this.patientId)
				.set("entryVersion", this.entryVersion)
				.set("level", this.level)
				.set("rules", this.rules);
		}

	}

	/**
	 * That a doctor acknowledged versions of entries.
	 *
	 * @param id the review
	 * @param version the review's version
	 * @param patientId the patient
	 * @param doctorId the doctor
	 * @param doctorName the doctor's name
	 * @param at when
	 * @param covers the versions
	 */
	@Document("reviewFacts")
	@CompoundIndex(name = "covers", def = "{'covers.entryId': 1}")
	record Acknowledgement(@Id String id, long version, String patientId, String doctorId, String doctorName,
			Instant at, List<EntryVersion> covers) implements Fact {

		/** Whether it spares the doctor of this link a look. */
		boolean countsFor(CareLink link) {
			return this.doctorId.equals(link.doctorId()) || this.at.isBefore(link.since());
		}

		@Override
		public Update state() {
			return new Update().set("patientId", this.patientId)
				.set("doctorId", this.doctorId)
				.set("doctorName", this.doctorName)
				.set("at", this.at)
				.set("covers", this.covers);
		}

	}

	/**
	 * An appointment.
	 *
	 * @param id the appointment
	 * @param version the appointment's version
	 * @param patientId the patient
	 * @param doctorId the doctor
	 * @param booked false once cancelled
	 * @param start when it starts
	 * @param end when it ends
	 * @param visitType in person, online or by phone
	 * @param zone the IANA zone of the practice
	 */
	@Document("appointmentFacts")
	@CompoundIndex(def = "{'patientId': 1, 'doctorId': 1, 'end': 1}")
	record Appointment(@Id String id, long version, String patientId, String doctorId, boolean booked, Instant start,
			Instant end, String visitType, String zone) implements Fact {

		@Override
		public Update state() {
			return new Update().set("patientId", this.patientId)
				.set("doctorId", this.doctorId)
				.set("booked", this.booked)
				.set("start", this.start)
				.set("end", this.end)
				.set("visitType", this.visitType)
				.set("zone", this.zone);
		}

	}

	/**
	 * That a summary was written.
	 *
	 * @param id the patient
	 * @param version the summary's version
	 */
	@Document("summaryFacts")
	record Summary(@Id String id, long version) implements Fact {

		@Override
		public String patientId() {
			return this.id;
		}

		@Override
		public Update state() {
			return new Update();
		}

	}

	/**
	 * That a doctor treats a patient, or no longer does.
	 *
	 * @param id the link
	 * @param version the link's version
	 * @param patientId the patient
	 * @param doctorId the doctor
	 * @param active whether the doctor treats the patient
	 * @param since since when
	 */
	@Document("careLinks")
	record CareLink(@Id String id, long version, @Indexed String patientId, @Indexed String doctorId, boolean active,
			Instant since) implements Fact {

		/**
		 * The id of the link between the two.
		 * @param patientId the patient
		 * @param doctorId the doctor
		 */
		static String id(String patientId, String doctorId) {
			return patientId + ":" + doctorId;
		}

		@Override
		public Update state() {
			return new Update().set("patientId", this.patientId)
				.set("doctorId", this.doctorId)
				.set("active", this.active)
				.set("since", this.since);
		}

	}

}
