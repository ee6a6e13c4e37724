package io.medlinks.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.medlinks.platform.idempotency.AppliedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * When a doctor sees patients.
 *
 * @param id the doctor; the account's subject
 * @param version counts from 1
 * @param clinicZone the zone whose days the doctor's day sheets cover: the first zone the
 * doctor told. It never changes, so that no two sheets can ever hold the same instant
 * @param hours what the doctor told
 * @param appliedKeys the changes seen lately
 */
@Document("availabilities")
public record Availability(@Id String id, long version, ZoneId clinicZone, Hours hours, List<AppliedKey> appliedKeys) {

	/**
	 * Availability as it is stored.
	 */
	public Availability(String id, long version, ZoneId clinicZone, Hours hours,
			@Nullable List<AppliedKey> appliedKeys) {
		this.id = id;
		this.version = version;
		this.clinicZone = clinicZone;
		this.hours = hours;
		this.appliedKeys = (appliedKeys != null) ? List.copyOf(appliedKeys) : List.of();
	}

	static Availability created(String doctorId, Hours hours, AppliedKey by) {
		return new Availability(doctorId, 1, ZoneId.of(hours.zone()), hours, List.of(by));
	}

	/** The zone of the doctor's wall times. */
	public ZoneId zone() {
		return ZoneId.of(this.hours.zone());
	}

	/**
	 * How long a visit of a type takes; empty where the doctor does not offer it.
	 * @param type the type
	 */
	public Optional<VisitSettings> settingsOf(VisitType type) {
		return this.hours.visitTypes().stream().filter((settings) -> settings.code() == type).findFirst();
	}

	/**
	 * The first instant at which a visit may start.
	 * @param now the present
	 */
	public Instant earliestStart(Instant now) {
		return now.plus(Duration.ofMinutes(this.hours.minimumNoticeMinutes()));
	}

	/**
	 * The last local day on which times are offered.
	 * @param now the present
	 */
	public LocalDate lastDay(Instant now) {
		return LocalDate.ofInstant(now, zone()).plusDays(this.hours.horizonDays());
	}

	/**
	 * All times that the rules make on one local day, taken or not, by start.
	 * @param day a day in the doctor's zone
	 */
	public List<Slot> slotsOn(LocalDate day) {
		return new WallTimeLine(this).slotsOn(day);
	}

}
