package io.medlinks.scheduling.availability.web;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;

import io.medlinks.scheduling.availability.Hours;
import io.medlinks.scheduling.availability.VisitSettings;
import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.availability.WeeklyRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A doctor's hours, whole.
 *
 * @param zone the IANA zone of the wall times
 * @param rules the hours of a week
 * @param visitTypes the types of visit
 * @param minimumNoticeMinutes how long before its start a time can be taken; 30 unless
 * told
 * @param horizonDays how many days ahead times are offered; 60 unless told
 */
record PutAvailabilityRequest(@NotBlank(message = "is required") String zone,
		@NotNull(message = "is required") List<@NotNull(message = "is required") @Valid Rule> rules,
		@NotNull(message = "is required") List<@NotNull(message = "is required") @Valid Visit> visitTypes,
		@Nullable Integer minimumNoticeMinutes, @Nullable Integer horizonDays) {

	private static final int USUAL_NOTICE = 30;

	private static final int USUAL_HORIZON = 60;

	Hours hours() {
		return new Hours(this.zone, this.rules.stream().map(Rule::rule).toList(),
				this.visitTypes.stream().map(Visit::settings).toList(),
				(this.minimumNoticeMinutes != null) ? this.minimumNoticeMinutes : USUAL_NOTICE,
				(this.horizonDays != null) ? this.horizonDays : USUAL_HORIZON);
	}

	/**
	 * Hours that come back each week.
	 *
	 * @param day the English name of the day, such as monday
	 * @param from the first minute, such as 09:00
	 * @param to the minute at which they are over, such as 12:30
	 * @param visitTypes how patients are seen
	 */
	record Rule(
			@NotNull(message = "is required") @Pattern(
					regexp = "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
					message = "must be a day from monday to sunday") String day,
			@NotNull(message = "is required") @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]",
					message = "must be a time from 00:00 to 23:59") String from,
			@NotNull(message = "is required") @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]",
					message = "must be a time from 00:00 to 23:59") String to,
			@NotNull(message = "is required") List<@NotNull(message = "is required") VisitType> visitTypes) {

		WeeklyRule rule() {
			return new WeeklyRule(DayOfWeek.valueOf(this.day.toUpperCase(Locale.ROOT)), LocalTime.parse(this.from),
					LocalTime.parse(this.to), List.copyOf(this.visitTypes));
		}

	}

	/**
	 * How long a visit takes.
	 *
	 * @param code the type of visit
	 * @param minutes the visit itself
	 * @param bufferBefore minutes kept free before it; 0 unless told
	 * @param bufferAfter minutes kept free after it; 0 unless told
	 */
	record Visit(@NotNull(message = "is required") VisitType code, @NotNull(message = "is required") Integer minutes,
			@Nullable Integer bufferBefore, @Nullable Integer bufferAfter) {

		VisitSettings settings() {
			return new VisitSettings(this.code, this.minutes, (this.bufferBefore != null) ? this.bufferBefore : 0,
					(this.bufferAfter != null) ? this.bufferAfter : 0);
		}

	}

}
