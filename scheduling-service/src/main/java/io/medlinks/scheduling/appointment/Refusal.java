package io.medlinks.scheduling.appointment;

/**
 * Why a time cannot be had.
 *
 * @param code a stable name
 * @param message a sentence for the person who asked
 */
record Refusal(String code, String message) {

	static final Refusal NO_HOURS = new Refusal("no-hours", "This doctor offers no times at the moment.");

	static final Refusal VISIT_TYPE = new Refusal("visit-type-not-offered",
			"This doctor does not offer this type of visit.");

	static final Refusal PAST = new Refusal("in-the-past", "This time has passed.");

	static final Refusal TOO_SOON = new Refusal("too-soon", "This time is too close to be booked.");

	static final Refusal TOO_FAR = new Refusal("too-far-ahead", "Times so far ahead are not offered yet.");

	static final Refusal NO_OPENING = new Refusal("not-an-opening",
			"The doctor's hours have no visit that starts at this time.");

	static final Refusal TAKEN = new Refusal("taken", "Somebody else has this time.");

	static final Refusal PATIENT_BUSY = new Refusal("patient-busy",
			"The patient has another appointment at this time.");

	static final Refusal TOO_MANY = new Refusal("too-many-appointments",
			"The patient has as many appointments ahead as are allowed. Cancel one that is not needed.");

	static final Refusal TOO_MANY_THAT_DAY = new Refusal("too-many-that-day",
			"The patient was booked with this doctor on this day as often as is allowed. Choose another day.");

}
