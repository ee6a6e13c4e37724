package io.medlinks.scheduling.availability;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Daylight saving never moves an appointment, and never makes one that nobody could keep.
 */
class WallTimeLineTests {

	@Test
	void skipsLocalTimesThatDoNotExistInLisbon() {
		assertThat(starts("Europe/Lisbon", "2026-03-29", "00:00", "04:00", 30)).containsExactly("2026-03-29T00:00:00Z",
				"2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z",
				"2026-03-29T02:30:00Z");
		assertThat(localStarts("Europe/Lisbon", "2026-03-29", "00:00", "04:00", 30)).containsExactly("00:00", "00:30",
				"02:00", "02:30", "03:00", "03:30");
	}

	@Test
	void takesTheFirstOfLocalTimesThatComeTwiceInLisbon() {
		assertThat(starts("Europe/Lisbon", "2026-10-25", "00:30", "02:30", 30)).containsExactly("2026-10-24T23:30:00Z",
				"2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z");
	}

	@Test
	void skipsLocalTimesThatDoNotExistInNewYork() {
		assertThat(localStarts("America/New_York", "2026-03-08", "01:00", "04:00", 30)).containsExactly("01:00",
				"01:30", "03:00", "03:30");
		assertThat(starts("America/New_York", "2026-03-08", "01:30", "03:30", 30))
			.containsExactly("2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z");
	}

	@Test
	void takesTheFirstOfLocalTimesThatComeTwiceInNewYork() {
		assertThat(starts("America/New_York", "2026-11-01", "00:30", "02:30", 30)).containsExactly(
				"2026-11-01T04:30:00Z", "2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01T07:00:00Z");
	}

	@Test
	void skipsTheHalfHourThatDoesNotExistOnLordHoweIsland() {
		assertThat(localStarts("Australia/Lord_Howe", "2026-10-04", "01:30", "03:30", 15)).containsExactly("01:30",
				"01:45", "02:30", "02:45", "03:00", "03:15");
	}

	@Test
	void takesTheFirstOfTheHalfHourThatComesTwiceOnLordHoweIsland() {
		assertThat(starts("Australia/Lord_Howe", "2026-04-05", "01:15", "02:15", 15)).containsExactly(
				"2026-04-04T14:15:00Z", "2026-04-04T14:30:00Z", "2026-04-04T14:45:00Z", "2026-04-04T15:30:00Z");
	}

	@Test
	void makesTheSameDayEveryDayWhereClocksStayAsTheyAre() {
		for (LocalDate day : LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).toList()) {
			assertThat(localStarts("Asia/Kolkata", day.toString(), "00:00", "04:00", 60)).containsExactly("00:00",
					"01:00", "02:00", "03:00");
		}
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Lisbon,Europe/Lisbon", "America/New_York,America/New_York",
			"Australia/Lord_Howe,Australia/Lord_Howe", "Asia/Kolkata,Asia/Kolkata", "Asia/Tokyo,Europe/Lisbon",
			"America/New_York,Australia/Lord_Howe" })
	void keepsItsPromisesOnEveryDayOfTwoYears(String zone, String clinicZone) {
		ZoneId clinic = ZoneId.of(clinicZone);
		Availability availability = new Availability("doctor", 1, clinic,
				HoursFixtures.daily(zone, "00:00", "23:45", 45, 5, 10), List.of());
		for (LocalDate day : LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).toList()) {
			List<Slot> slots = availability.slotsOn(day);
			assertThat(slots).isNotEmpty();
			for (int i = 0; i < slots.size(); i++) {
				Slot slot = slots.get(i);
				assertThat(Duration.between(slot.start(), slot.end())).isEqualTo(Duration.ofMinutes(45));
				assertThat(LocalDate.ofInstant(slot.start(), ZoneId.of(zone))).isEqualTo(day);
				assertThat(LocalTime.ofInstant(slot.start(), ZoneId.of(zone)).toSecondOfDay() % 3600).isZero();
				assertThat(slot.blockedFrom()).isBeforeOrEqualTo(slot.start());
				assertThat(slot.blockedUntil()).isAfterOrEqualTo(slot.end());
				assertThat(LocalDate.ofInstant(slot.blockedFrom(), clinic)).isEqualTo(slot.sheetDay());
				assertThat(LocalDate.ofInstant(slot.blockedUntil().minusMillis(1), clinic)).isEqualTo(slot.sheetDay());
				if (i > 0) {
					assertThat(slot.start()).isAfter(slots.get(i - 1).start());
				}
			}
		}
	}

	@Test
	void offersNoVisitThatWouldNotEndWithinTheHours() {
		assertThat(localStarts("Europe/Lisbon", "2026-11-23", "09:00", "09:50", 20)).containsExactly("09:00", "09:20");
	}

	@Test
	void leavesRoomForBuffers() {
		Availability availability = new Availability("doctor", 1, ZoneId.of("Europe/Lisbon"),
				HoursFixtures.daily("Europe/Lisbon", "09:00", "10:00", 20, 5, 5), List.of());
		List<Slot> slots = availability.slotsOn(LocalDate.of(2026, 11, 23));
		assertThat(slots).extracting((slot) -> slot.start().toString())
			.containsExactly("2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z");
		assertThat(slots.getFirst().blockedFrom()).isEqualTo("2026-11-23T08:55:00Z");
		assertThat(slots.getFirst().blockedUntil()).isEqualTo("2026-11-23T09:25:00Z");
	}

	private static List<String> starts(String zone, String day, String from, String to, int minutes) {
		List<String> starts = new ArrayList<>();
		HoursFixtures.dailyAvailability(zone, from, to, minutes)
			.slotsOn(LocalDate.parse(day))
			.forEach((slot) -> starts.add(slot.start().toString()));
		return starts;
	}

	private static List<String> localStarts(String zone, String day, String from, String to, int minutes) {
		List<String> starts = new ArrayList<>();
		HoursFixtures.dailyAvailability(zone, from, to, minutes)
			.slotsOn(LocalDate.parse(day))
			.forEach((slot) -> starts.add(LocalTime.ofInstant(slot.start(), ZoneId.of(zone)).toString()));
		return starts;
	}

}
