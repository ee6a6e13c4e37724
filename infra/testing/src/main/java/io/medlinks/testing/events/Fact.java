package io.medlinks.testing.events;

import java.time.Instant;
import java.util.function.Consumer;

import io.medlinks.testing.identity.Account;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What another service says: the sample of its contract, with the people and versions of
 * the test.
 *
 * @param topic the topic without prefix
 * @param type the CloudEvents type
 * @param key the record's key
 * @param body the JSON body
 */
public record Fact(String topic, String type, String key, String body) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * An entry of a diary.
	 * @param change what differs from the sample
	 */
	public static Fact entryLogged(Account patient, String entryId, long version, Consumer<ObjectNode> change) {
		return entry("medlinks.patient.diary-entry-logged.v1", patient, entryId, version, change);
	}

	/** An entry that was put otherwise. */
	public static Fact entryAmended(Account patient, String entryId, long version, Consumer<ObjectNode> change) {
		return entry("medlinks.patient.diary-entry-amended.v1", patient, entryId, version, change);
	}

	/** An entry that was taken back. */
	public static Fact entryWithdrawn(Account patient, String entryId, long version, Consumer<ObjectNode> change) {
		return entry("medlinks.patient.diary-entry-withdrawn.v1", patient, entryId, version, change);
	}

	private static Fact entry(String type, Account patient, String entryId, long version, Consumer<ObjectNode> change) {
		return of("medlinks.patient.diary", type, patient.id(), (body) -> {
			body.put("entryId", entryId).put("patientId", patient.id()).put("version", version);
			change.accept(body);
		});
	}

	/** A patient's profile, under the account's name. */
	public static Fact patientProfile(Account patient, long version, Consumer<ObjectNode> change) {
		return of("medlinks.patient.profile", "medlinks.patient.profile-changed.v1", patient.id(), (body) -> {
			body.put("patientId", patient.id()).put("version", version);
			content(body).put("name", patient.name());
			change.accept(body);
		});
	}

	/** A patient lets a doctor in, or no more. */
	public static Fact careTeamLink(Account patient, Account doctor, long version, boolean active) {
		String type = active ? "medlinks.patient.care-team-link-opened.v1"
				: "medlinks.patient.care-team-link-closed.v1";
		return of("medlinks.patient.care-team", type, patient.id(),
				(body) -> body.put("linkId", patient.id() + ":" + doctor.id())
					.put("patientId", patient.id())
					.put("doctorId", doctor.id())
					.put("version", version)
					.put("active", active));
	}

	/** A doctor's profile and standing. */
	public static Fact doctorProfile(Account doctor, long version, boolean approved) {
		return doctorProfile(doctor, version, approved, (_) -> {
		});
	}

	/**
	 * A doctor's profile and standing.
	 * @param change what differs from the sample's content
	 */
	public static Fact doctorProfile(Account doctor, long version, boolean approved, Consumer<ObjectNode> change) {
		return of("medlinks.doctor.profile", "medlinks.doctor.profile-changed.v1", doctor.id(), (body) -> {
			body.put("doctorId", doctor.id()).put("version", version).put("approved", approved);
			content(body).put("name", doctor.name());
			change.accept(content(body));
		});
	}

	/** A doctor has looked at versions of entries. */
	public static Fact review(Account patient, Account doctor, String entryId, long entryVersion) {
		return of("medlinks.doctor.review", "medlinks.doctor.review-recorded.v1", patient.id(), (body) -> {
			body.put("reviewId", entryId + ":" + doctor.id() + ":" + entryVersion)
				.put("patientId", patient.id())
				.put("doctorId", doctor.id());
			content(body).put("doctorName", doctor.name());
			ObjectNode cover = body.putArray("covers").addObject();
			cover.put("entryId", entryId).put("version", entryVersion);
		});
	}

	/**
	 * A doctor's consultation: as it was recorded in its first version, put otherwise in
	 * later ones.
	 * @param change what differs from the sample
	 */
	public static Fact consultation(Account patient, Account doctor, String id, long version,
			Consumer<ObjectNode> change) {
		return consultation((version == 1) ? "recorded" : "amended", patient, doctor, id, version, change);
	}

	/** A doctor's consultation that was taken back. */
	public static Fact consultationRetracted(Account patient, Account doctor, String id, long version) {
		return consultation("retracted", patient, doctor, id, version, (_) -> {
		});
	}

	private static Fact consultation(String what, Account patient, Account doctor, String id, long version,
			Consumer<ObjectNode> change) {
		return of("medlinks.doctor.consultation", "medlinks.doctor.consultation-" + what + ".v1", patient.id(),
				(body) -> {
					body.put("consultationId", id)
						.put("patientId", patient.id())
						.put("doctorId", doctor.id())
						.put("version", version);
					content(body).put("doctorName", doctor.name());
					change.accept(body);
				});
	}

	/** An entry's version has got its urgency. */
	public static Fact entryAssessed(Account patient, String entryId, long entryVersion, String level) {
		return of("medlinks.ai.assessment", "medlinks.ai.entry-assessed.v1", patient.id(), (body) -> {
			body.put("assessmentId", entryId)
				.put("entryId", entryId)
				.put("entryVersion", entryVersion)
				.put("patientId", patient.id())
				.put("version", entryVersion);
			content(body).put("level", level);
		});
	}

	/** A patient's summary was written. */
	public static Fact summaryWritten(Account patient, long version) {
		return of("medlinks.ai.summary", "medlinks.ai.summary-written.v1", patient.id(),
				(body) -> body.put("summaryId", patient.id()).put("patientId", patient.id()).put("version", version));
	}

	/**
	 * A patient sent what an interview came to.
	 * @param change what differs from the sample
	 */
	public static Fact interviewSubmitted(Account patient, String interviewId, long version,
			Consumer<ObjectNode> change) {
		return of("medlinks.ai.interview", "medlinks.ai.interview-submitted.v1", patient.id(), (body) -> {
			body.put("interviewId", interviewId).put("patientId", patient.id()).put("version", version);
			change.accept(body);
		});
	}

	/**
	 * An appointment was booked or cancelled.
	 * @param start when it begins; it takes twenty minutes
	 */
	public static Fact appointment(Account patient, Account doctor, String id, long version, boolean booked,
			Instant start) {
		return appointment(patient, doctor, id, version, booked ? "booked" : "cancelled", start);
	}

	/**
	 * An appointment was given another time.
	 * @param start when it begins now; it takes twenty minutes
	 */
	public static Fact appointmentMoved(Account patient, Account doctor, String id, long version, Instant start) {
		return appointment(patient, doctor, id, version, "moved", start);
	}

	private static Fact appointment(Account patient, Account doctor, String id, long version, String what,
			Instant start) {
		return of("medlinks.scheduling.appointment", "medlinks.scheduling.appointment-" + what + ".v1", patient.id(),
				(body) -> body.put("appointmentId", id)
					.put("patientId", patient.id())
					.put("doctorId", doctor.id())
					.put("version", version)
					.put("start", start.toString())
					.put("end", start.plusSeconds(1200).toString()));
	}

	/** Someone has read or changed a patient's data. */
	public static Fact accessRecorded(Account patient, Account actor, String accessId) {
		return of("medlinks.access", "medlinks.access.recorded.v1", patient.id(), (body) -> {
			body.put("accessId", accessId);
			body.put("actorId", actor.id());
			body.putArray("patientIds").add(patient.id());
		});
	}

	/**
	 * The sample of a contract with changes.
	 */
	public static Fact of(String topic, String type, String key, Consumer<ObjectNode> change) {
		ObjectNode body = (ObjectNode) JSON.readTree(EventContracts.sample(type));
		change.accept(body);
		return new Fact(topic, type, key, body.toString());
	}

	/** What is identifying or clinical in a body. */
	public static ObjectNode content(ObjectNode body) {
		return (ObjectNode) body.get("content");
	}

}
