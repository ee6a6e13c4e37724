package io.medlinks.local.demo.synthetic;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import io.medlinks.local.demo.synthetic.Course.Remedy;
import io.medlinks.local.demo.synthetic.Course.Specialty;
import io.medlinks.local.identity.RealmAccount;

/**
 * Five doctors, their patients and what happened in three months. The same seed and day
 * make the same clinic, to the letter.
 *
 * @param doctors the doctors
 * @param patients the patients
 */
public record SyntheticClinic(List<Doctor> doctors, List<Patient> patients) {

	/** The clinic's zone. */
	public static final ZoneId ZONE = ZoneId.of("Europe/Lisbon");

	/** How far back the clinic's past goes, in days. */
	public static final int DAYS = 90;

	/** How long a visit takes, in minutes. */
	public static final int VISIT_MINUTES = 20;

	private static final int WORST = 10;

	private static final List<Specialty> PRACTICES = List.of(Specialty.GENERAL, Specialty.GENERAL,
			Specialty.ORTHOPAEDICS, Specialty.DERMATOLOGY, Specialty.CARDIOLOGY);

	private static final List<String> DOCTORS = List.of("Inês Carvalho", "Peter Lindqvist", "Amina Diallo",
			"Giulia Rossi", "Henrik Vogel");

	private static final List<String> WOMEN = List.of("Ana", "Beatriz", "Clara", "Daniela", "Eva", "Fatima", "Greta",
			"Hanna", "Ines", "Julia", "Karin", "Lara", "Maria", "Nadia", "Olivia", "Petra", "Rita", "Sara", "Teresa",
			"Yasmin");

	private static final List<String> MEN = List.of("Andre", "Bruno", "Carlos", "David", "Emil", "Filipe", "Georg",
			"Hugo", "Ivan", "Jonas", "Karim", "Luis", "Miguel", "Nuno", "Oscar", "Paulo", "Rafael", "Samir", "Tomas",
			"Viktor");

	private static final List<String> FAMILIES = List.of("Almeida", "Barros", "Costa", "Dias", "Esteves", "Ferreira",
			"Gomes", "Haddad", "Ivanov", "Jensen", "Klein", "Lopes", "Martins", "Nunes", "Oliveira", "Pereira",
			"Quintas", "Ribeiro", "Santos", "Teixeira", "Urban", "Vieira", "Weber", "Xavier", "Yilmaz", "Zimmer");

	private static final List<List<String>> ALLERGIES = List.of(List.of(), List.of(), List.of(), List.of("penicillin"),
			List.of("latex"), List.of("peanuts"), List.of("ibuprofen"));

	private static final List<String> VISIT_TYPES = List.of("in-person", "in-person", "online", "phone");

	public SyntheticClinic {
		doctors = List.copyOf(doctors);
		patients = List.copyOf(patients);
	}

	/**
	 * Makes a clinic.
	 * @param seed decides everything
	 * @param patients how many patients
	 * @param today the day that the clinic's past ends before
	 */
	public static SyntheticClinic of(long seed, int patients, LocalDate today) {
		List<Doctor> doctors = new ArrayList<>();
		for (int i = 0; i < DOCTORS.size(); i++) {
			doctors.add(doctor(seed, i));
		}
		Diary diary = new Diary(today);
		List<Patient> all = new ArrayList<>();
		for (int i = 0; i < patients; i++) {
			all.add(patient(seed, i, doctors, diary));
		}
		return new SyntheticClinic(doctors, all);
	}

	private static Doctor doctor(long seed, int number) {
		String[] name = DOCTORS.get(number).split(" ", 2);
		return new Doctor(account(seed, "doctor", number, name[0], name[1]), "Dr " + DOCTORS.get(number),
				PRACTICES.get(number));
	}

	private static Patient patient(long seed, int number, List<Doctor> doctors, Diary diary) {
		Random random = new Random(seed * 1_000_003 + number);
		boolean woman = random.nextBoolean();
		String first = (woman ? WOMEN : MEN).get(random.nextInt(WOMEN.size()));
		String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
		Course course = Course.values()[random.nextInt(Course.values().length)];
		List<Doctor> fit = doctors.stream().filter((doctor) -> doctor.specialty() == course.specialty()).toList();
		Doctor doctor = fit.get(random.nextInt(fit.size()));
		LocalDate born = LocalDate.of(1940 + random.nextInt(66), 1 + random.nextInt(12), 1 + random.nextInt(28));
		int height = (woman ? 156 : 168) + random.nextInt(22);
		double weight = Math.round((height - 100) * (0.8 + random.nextDouble() * 0.5));
		List<Entry> entries = diary.entries(course, random);
		List<Answer> answers = diary.answers(course, entries, random);
		return new Patient(account(seed, "patient", number, first, family), first + " " + family, born,
				woman ? "female" : "male", ALLERGIES.get(random.nextInt(ALLERGIES.size())), height, weight, doctor,
				course, entries, answers, diary.visits(doctor, course, answers, random));
	}

	private static RealmAccount account(long seed, String role, int number, String first, String family) {
		String id = UUID
			.nameUUIDFromBytes(("clinic/" + seed + "/" + role + "/" + number).getBytes(StandardCharsets.UTF_8))
			.toString();
		return new RealmAccount(id, String.format(Locale.ROOT, "clinic-%s-%03d", role, number + 1), first, family,
				role);
	}

	/**
	 * Makes three months of what somebody writes and is answered.
	 */
	private static final class Diary {

		private final LocalDate today;

		/** The times that a doctor has given away. */
		private final Map<String, Set<OffsetDateTime>> taken = new HashMap<>();

		Diary(LocalDate today) {
			this.today = today;
		}

		/** It goes up and down, and on the whole to the better or the worse. */
		List<Entry> entries(Course course, Random random) {
			List<Entry> entries = new ArrayList<>();
			double severity = 3 + random.nextInt(4);
			double trend = (random.nextInt(10) < 7) ? -0.15 : 0.12;
			LocalDate day = this.today.minusDays(DAYS - random.nextInt(12));
			while (day.isBefore(this.today)) {
				severity = Math.clamp(severity + trend + random.nextGaussian() * 1.4, 0, WORST);
				int told = (int) Math.round(severity);
				LocalTime time = LocalTime.of(7 + random.nextInt(15), random.nextInt(60));
				List<Reported> reported = new ArrayList<>();
				List<String> codes = course.symptoms();
				for (int i = 0; i < codes.size() && i <= told / 3; i++) {
					reported.add(new Reported(codes.get(i), Math.max(0, told - i)));
				}
				entries.add(new Entry(day.atTime(time).atZone(ZONE).toOffsetDateTime(), course.words(told, random),
						List.copyOf(reported)));
				day = day.plusDays(2 + random.nextInt(7));
			}
			return List.copyOf(entries);
		}

		/** A doctor answers some entries at a time; some of the last ones still wait. */
		List<Answer> answers(Course course, List<Entry> entries, Random random) {
			List<Answer> answers = new ArrayList<>();
			int from = 0;
			while (from < entries.size()) {
				int to = Math.min(entries.size(), from + 2 + random.nextInt(4));
				boolean last = to == entries.size();
				if (last && random.nextInt(3) == 0) {
					return List.copyOf(answers);
				}
				OffsetDateTime at = entries.get(to - 1).at().plusMinutes(40 + random.nextInt(300));
				answers.add(new Answer(at, (random.nextInt(3) == 0) ? "phone" : "text", course.remedy(), from, to));
				from = to;
			}
			return List.copyOf(answers);
		}

		/** Every other answer is followed by a visit on a weekday. */
		List<Visit> visits(Doctor doctor, Course course, List<Answer> answers, Random random) {
			List<Visit> visits = new ArrayList<>();
			for (int i = 1; i < answers.size(); i += 2) {
				LocalDate day = answers.get(i).at().toLocalDate().plusDays(1 + random.nextInt(4));
				OffsetDateTime start = free(doctor, day, random.nextInt(9));
				if (start.toLocalDate().isBefore(this.today)) {
					visits.add(new Visit(start, VISIT_TYPES.get(random.nextInt(VISIT_TYPES.size())),
							course.remedy().diagnosis()));
				}
			}
			return List.copyOf(visits);
		}

		/** The first free time at or behind the wished one. */
		private OffsetDateTime free(Doctor doctor, LocalDate wished, int slot) {
			Set<OffsetDateTime> taken = this.taken.computeIfAbsent(doctor.account().id(), (_) -> new HashSet<>());
			LocalDate day = wished;
			int at = slot;
			while (true) {
				if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY || at >= 9) {
					day = day.plusDays(1);
					at = 0;
				}
				else {
					OffsetDateTime start = day.atTime(9, 0)
						.plusMinutes((long) at * VISIT_MINUTES)
						.atZone(ZONE)
						.toOffsetDateTime();
					if (taken.add(start)) {
						return start;
					}
					at++;
				}
			}
		}

	}

	/**
	 * A doctor.
	 *
	 * @param account signs in with it
	 * @param name with the title
	 * @param specialty what the doctor is for
	 */
	public record Doctor(RealmAccount account, String name, Specialty specialty) {

	}

	/**
	 * A patient.
	 *
	 * @param account signs in with it
	 * @param name what they are called
	 * @param birthDate when they were born
	 * @param sex the administrative gender
	 * @param allergies what they do not tolerate
	 * @param heightCm height in centimetres
	 * @param weightKg weight in kilograms
	 * @param doctor who treats them
	 * @param course what troubles them
	 * @param entries what they wrote, oldest first
	 * @param answers what the doctor answered, oldest first
	 * @param visits the visits that took place
	 */
	public record Patient(RealmAccount account, String name, LocalDate birthDate, String sex, List<String> allergies,
			int heightCm, double weightKg, Doctor doctor, Course course, List<Entry> entries, List<Answer> answers,
			List<Visit> visits) {

		public Patient {
			allergies = List.copyOf(allergies);
			entries = List.copyOf(entries);
			answers = List.copyOf(answers);
			visits = List.copyOf(visits);
		}

	}

	/**
	 * A diary entry.
	 *
	 * @param at when it was
	 * @param text the patient's words
	 * @param symptoms what was picked beside them
	 */
	public record Entry(OffsetDateTime at, String text, List<Reported> symptoms) {

		public Entry {
			symptoms = List.copyOf(symptoms);
		}

	}

	/**
	 * A symptom.
	 *
	 * @param code its code in the catalogue
	 * @param severity from 0 to 10
	 */
	public record Reported(String code, int severity) {

	}

	/**
	 * A doctor's answer.
	 *
	 * @param at when it was given
	 * @param mode text or phone
	 * @param remedy what it says
	 * @param from the first entry that it covers, counted from 0
	 * @param to the one behind the last
	 */
	public record Answer(OffsetDateTime at, String mode, Remedy remedy, int from, int to) {

		/** What is prescribed: name, dosage and instructions. */
		public Map<String, String> medication() {
			return Map.of("name", this.remedy.medication(), "dosage", this.remedy.dosage(), "instructions",
					this.remedy.instructions());
		}

	}

	/**
	 * A visit that took place.
	 *
	 * @param start when it started
	 * @param visitType in-person, online or phone
	 * @param reason why
	 */
	public record Visit(OffsetDateTime start, String visitType, String reason) {

	}

}
