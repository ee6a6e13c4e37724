package io.medlinks.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lays a doctor's rules on the local wall-time line of one day.
 * <p>
 * Where clocks go forward, a slot whose local start does not exist is skipped; where they
 * go back, a local time that comes twice means its first occurrence. A visit always keeps
 * its real length. docs/services/scheduling-service.md gives the reasons.
 */
final class WallTimeLine {

	private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::start)
		.thenComparing(Slot::end)
		.thenComparing(Slot::visitType);

	private final Availability availability;

	private final ZoneId zone;

	WallTimeLine(Availability availability) {
		this.availability = availability;
		this.zone = availability.zone();
	}

	List<Slot> slotsOn(LocalDate day) {
		List<Slot> slots = new ArrayList<>();
		for (WeeklyRule rule : this.availability.hours().rules()) {
			if (rule.day() == day.getDayOfWeek()) {
				for (VisitSettings settings : this.availability.hours().visitTypes()) {
					if (rule.visitTypes().contains(settings.code())) {
						addSlots(slots, day, rule, settings);
					}
				}
			}
		}
		slots.sort(ORDER);
		return slots;
	}

	private void addSlots(List<Slot> slots, LocalDate day, WeeklyRule rule, VisitSettings settings) {
		LocalDateTime end = day.atTime(rule.to());
		Instant latestEnd = instant(end);
		LocalDateTime start = day.atTime(rule.from());
		while (!start.plusMinutes(settings.minutes()).isAfter(end)) {
			if (exists(start)) {
				Slot slot = slot(instant(start), settings);
				if (!slot.end().isAfter(latestEnd) && isOnOneSheet(slot)) {
					slots.add(slot);
				}
			}
			start = start.plusMinutes(settings.stride());
		}
	}

	private Slot slot(Instant start, VisitSettings settings) {
		Instant end = start.plus(Duration.ofMinutes(settings.minutes()));
		ZoneId clinicZone = this.availability.clinicZone();
		LocalDate sheetDay = LocalDate.ofInstant(start, clinicZone);
		Instant sheetStart = sheetDay.atStartOfDay(clinicZone).toInstant();
		Instant sheetEnd = sheetDay.plusDays(1).atStartOfDay(clinicZone).toInstant();
		// A buffer ends with the day, because a day sheet answers for its own day only.
		return new Slot(start, end, later(sheetStart, start.minus(Duration.ofMinutes(settings.bufferBefore()))),
				earlier(sheetEnd, end.plus(Duration.ofMinutes(settings.bufferAfter()))), settings.code(), this.zone,
				sheetDay);
	}

	private boolean isOnOneSheet(Slot slot) {
		return !slot.end().isAfter(slot.blockedUntil());
	}

	private boolean exists(LocalDateTime local) {
		return !this.zone.getRules().getValidOffsets(local).isEmpty();
	}

	/**
	 * The earlier offset of a time that comes twice; a time that does not exist is moved
	 * on by the length of the gap.
	 */
	private Instant instant(LocalDateTime local) {
		return local.atZone(this.zone).withEarlierOffsetAtOverlap().toInstant();
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
