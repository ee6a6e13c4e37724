package io.medlinks.local.demo.synthetic;

import java.util.List;
import java.util.Random;

/**
 * A complaint and how people write about it while it is mild, middling or bad.
 */
public enum Course {

	/** Headaches that come in attacks. */
	MIGRAINE(Specialty.GENERAL, List.of("headache", "nausea", "fatigue"),
			List.of("Only a dull pressure behind the right eye today.", "A short headache after lunch, gone by four.",
					"No attack since the last time I wrote, a little stiff in the neck."),
			List.of("The headache is back on the right side and it throbs.",
					"Headache since the morning, light is unpleasant and I left work early.",
					"Half a day with the headache and feeling sick on the bus."),
			List.of("A whole day in the dark, the headache is at its worst and food does not stay down.",
					"Worst attack this month, I could not look at a screen at all.",
					"The headache woke me at four and did not let go until evening."),
			new Remedy("Migraine without aura", "G43.0", "Sumatriptan", "50 mg", "One at the first sign of an attack",
					"Note what you ate and how you slept before each attack; we look at it together.")),

	/** Breath that gets short, mostly at night. */
	ASTHMA(Specialty.GENERAL, List.of("cough", "shortness-of-breath", "fatigue"),
			List.of("A dry cough in the evening, otherwise fine.", "Slept through, the inhaler only before running.",
					"Some tickling in the throat, no whistle when I breathe out."),
			List.of("Cough at night again, I used the inhaler twice.", "Had to stop on the stairs to catch my breath.",
					"The cold air makes me cough, and I whistle a little when I breathe out."),
			List.of("Inhaler four times since yesterday and I sleep sitting up.",
					"Short of breath on the way to the kitchen; the inhaler helps for an hour.",
					"Coughed most of the night and I am tired to the bone."),
			new Remedy("Asthma", "J45.9", "Budesonide and formoterol", "160/4.5 µg",
					"One breath in the morning and evening",
					"Use the inhaler with the spacer, and come if you need it more than three times a day.")),

	/** A knee that was twisted. */
	KNEE(Specialty.ORTHOPAEDICS, List.of("joint-pain", "muscle-pain"),
			List.of("The knee is quiet, only stiff in the morning.", "Walked half an hour and the knee was fine.",
					"Stairs up are no trouble any more, down still a little."),
			List.of("The knee hurts on the stairs and is a bit swollen in the evening.",
					"Knee aches after standing at work; ice helps.", "I bend the knee to about half, then it pulls."),
			List.of("The knee is hot and thick today and I limp.", "Could not sleep on my side because of the knee.",
					"The knee gave way twice on the way home."),
			new Remedy("Strain of the knee", "S83.6", "Ibuprofen", "400 mg", "With food, for five days at the most",
					"Cool it, keep it up in the evening, and start with the exercises from the sheet.")),

	/** A back that locks. */
	BACK(Specialty.ORTHOPAEDICS, List.of("back-pain", "muscle-pain", "insomnia"),
			List.of("Back is better, stiff for ten minutes after getting up.", "A long drive and the back held out.",
					"Did the exercises, feels loose."),
			List.of("The lower back pulls when I lift anything.", "Back pain after two hours at the desk.",
					"Turning in bed wakes me because of the back."),
			List.of("The back locked this morning, I needed help with my shoes.",
					"Pain from the lower back into the buttock, I cannot sit.",
					"Lay on the floor for an hour, the back does not let me stand straight."),
			new Remedy("Low back pain", "M54.5", "Naproxen", "250 mg", "Morning and evening, with food",
					"Stay on your feet as far as you can; lying down makes it last longer.")),

	/** Acid that comes up. */
	REFLUX(Specialty.GENERAL, List.of("abdominal-pain", "nausea", "loss-of-appetite"),
			List.of("Heartburn once after coffee.", "A good week, I eat early in the evening.",
					"Slight burning after tomatoes, gone with water."),
			List.of("Burning under the breastbone after dinner and when I lie down.",
					"Sour taste at night, woke twice.", "Stomach ache after lunch and no appetite in the evening."),
			List.of("Burning the whole night, I sat up in the armchair.", "I eat half of what I did, everything burns.",
					"Stomach ache all day and I feel sick before meals."),
			new Remedy("Gastro-oesophageal reflux", "K21.9", "Omeprazole", "20 mg", "Half an hour before breakfast",
					"Eat the last meal three hours before you lie down and raise the head of the bed.")),

	/** Skin that itches. */
	ECZEMA(Specialty.DERMATOLOGY, List.of("rash", "itching", "insomnia"),
			List.of("Skin is calm, only dry at the elbows.", "Cream morning and evening, hardly any itching.",
					"A small patch on the wrist, pale."),
			List.of("The rash in the elbow bends is red again and itches after the shower.",
					"Itching in the evening, I scratch without noticing.",
					"New patch behind the knee, dry with small cracks."),
			List.of("Scratched until it bled last night, both arms.", "The rash weeps a little and burns.",
					"I slept three hours, the itching does not stop."),
			new Remedy("Atopic eczema", "L20.9", "Hydrocortisone cream", "1 %", "Thinly, once a day for a week",
					"Cream without perfume twice a day, also on good days.")),

	/** Nights without sleep. */
	SLEEP(Specialty.GENERAL, List.of("insomnia", "fatigue", "anxiety"),
			List.of("Six hours in one piece.", "Fell asleep within half an hour, woke once.",
					"Tired but not as bad, the walk in the evening helps."),
			List.of("Awake from two to four, thoughts about work.", "Four hours of sleep, my head is like cotton wool.",
					"Lay awake and worried about small things."),
			List.of("Three nights with hardly any sleep, I nearly missed my stop.",
					"Heart beats fast when I lie down and I cannot get to rest.",
					"So tired that I cried in the car, no reason."),
			new Remedy("Insomnia", "G47.0", "Melatonin", "2 mg", "Two hours before bedtime",
					"Get up at the same time each day, and leave the bed when you lie awake.")),

	/** A heart that stumbles. */
	HEART(Specialty.CARDIOLOGY, List.of("palpitations", "dizziness", "fatigue"),
			List.of("No stumbling today, pulse 72 in the evening.", "A good day, walked to the market and back.",
					"One extra beat after coffee, otherwise quiet."),
			List.of("My heart stumbled for some minutes while I sat and read.",
					"Palpitations on the stairs and a bit dizzy after.",
					"Pulse 104 at rest, it took an hour to settle."),
			List.of("Palpitations on and off all afternoon and I had to sit down.",
					"Dizzy with a racing heart when I got up, held on to the table.",
					"My heart raced at night and I was soaked."),
			new Remedy("Palpitations", "R00.2", "Bisoprolol", "2.5 mg", "In the morning",
					"Write down pulse and blood pressure in the morning and evening until we see each other.")),

	/** A bowel that cannot decide. */
	BOWEL(Specialty.GENERAL, List.of("abdominal-pain", "diarrhoea", "constipation"),
			List.of("A quiet day, stomach is fine.", "A little bloated after beans.", "Normal again since yesterday."),
			List.of("Cramps after breakfast and loose stools twice.", "Bloated and nothing for three days.",
					"Stomach rumbles and hurts before meetings."),
			List.of("Five times to the toilet since the morning, cramps in between.",
					"Cramps that make me double over, better with a hot bottle.",
					"Did not dare to leave the house today."),
			new Remedy("Irritable bowel syndrome", "K58.9", "Peppermint oil", "0.2 ml", "Before meals",
					"Keep the list of meals for two weeks; we look for what starts it.")),

	/** A cold that lasts. */
	COLD(Specialty.GENERAL, List.of("cough", "sore-throat", "runny-nose"),
			List.of("Nearly over, only the nose runs.", "Voice is back, a little cough in the morning.",
					"No fever for two days."),
			List.of("Sore throat and a blocked nose, 37.8 in the evening.", "The cough has gone down to the chest.",
					"Everything aches a little, I stayed in bed."),
			List.of("38.9 and shivering, cough with yellow phlegm.",
					"The cough hurts in the ribs and I cannot lie flat.", "Feverish for the third day, no strength."),
			new Remedy("Acute upper respiratory infection", "J06.9", "Paracetamol", "500 mg",
					"At most four times a day, six hours apart",
					"Drink enough and rest; write again if the fever stays above 39 for two days.")),

	/** Days in grey. */
	LOW_MOOD(Specialty.GENERAL, List.of("low-mood", "insomnia", "fatigue"),
			List.of("A better day, I called a friend.", "Got up without arguing with myself, cooked.",
					"Sun and a long walk, mood in the middle."),
			List.of("Everything is an effort again, I put off the shopping.", "Woke at five and could not get going.",
					"I do not enjoy what I used to, but I went."),
			List.of("Stayed in bed until noon and answered nobody.", "Cannot concentrate for more than a page.",
					"Heavy and empty all week, I eat because I have to."),
			new Remedy("Depressive episode, moderate", "F32.1", "Sertraline", "50 mg", "In the morning",
					"It takes two to four weeks to help. Write when something worries you, and we speak next week.")),

	/** Hives that come and go. */
	ALLERGY(Specialty.DERMATOLOGY, List.of("itching", "rash", "runny-nose"),
			List.of("Nothing today.", "Two hives on the belly, gone after an hour.",
					"Nose runs outside, skin is fine."),
			List.of("Hives on both arms after the washing-up.", "Itching on the scalp and red eyes in the evening.",
					"The new cream burns, small red dots on the neck."),
			List.of("Hives from the neck to the knees, I could not keep still.",
					"Itching so strong that I took a cold shower at three.",
					"Red and thick eyelids in the morning, better by noon."),
			new Remedy("Urticaria", "L50.9", "Cetirizine", "10 mg", "In the evening",
					"Photograph the hives when they are there, and leave the new soap out."));

	private static final List<String> ENDINGS = List.of("", "", "", " Otherwise fine.", " I drank enough.",
			" No fever.", " Work was busy.", " My sister looked after the children.", " I wanted you to know.",
			" Better with rest.", " Worse in the evening.", " Same as last week.");

	private static final int MIDDLING_FROM = 3;

	private static final int BAD_FROM = 6;

	private final Specialty specialty;

	private final List<String> symptoms;

	private final List<String> mild;

	private final List<String> middling;

	private final List<String> bad;

	private final Remedy remedy;

	Course(Specialty specialty, List<String> symptoms, List<String> mild, List<String> middling, List<String> bad,
			Remedy remedy) {
		this.specialty = specialty;
		this.symptoms = symptoms;
		this.mild = mild;
		this.middling = middling;
		this.bad = bad;
		this.remedy = remedy;
	}

	/** Whom people go to with it. */
	public Specialty specialty() {
		return this.specialty;
	}

	/** Codes of the symptom catalogue, the leading one first. */
	public List<String> symptoms() {
		return this.symptoms;
	}

	/** What a doctor does about it. */
	public Remedy remedy() {
		return this.remedy;
	}

	/**
	 * What somebody writes.
	 * @param severity how bad it is, from 0 to 10
	 * @param random decides among the ways to put it
	 */
	public String words(int severity, Random random) {
		List<String> ways = (severity < MIDDLING_FROM) ? this.mild : (severity < BAD_FROM) ? this.middling : this.bad;
		return ways.get(random.nextInt(ways.size())) + ENDINGS.get(random.nextInt(ENDINGS.size()));
	}

	/**
	 * What doctors are for.
	 */
	public enum Specialty {

		GENERAL("General practice"), ORTHOPAEDICS("Orthopaedics"), DERMATOLOGY("Dermatology"), CARDIOLOGY("Cardiology");

		private final String title;

		Specialty(String title) {
			this.title = title;
		}

		/** The specialty's name. */
		public String title() {
			return this.title;
		}

	}

	/**
	 * What a doctor says and prescribes.
	 *
	 * @param diagnosis in words
	 * @param code the diagnosis in ICD-10
	 * @param medication its name
	 * @param dosage how much at a time
	 * @param instructions how to take it
	 * @param message to the patient
	 */
	public record Remedy(String diagnosis, String code, String medication, String dosage, String instructions,
			String message) {

	}

}
