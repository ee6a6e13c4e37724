package io.medlinks.doctor.dashboard;

/**
 * The part of a row that a fact has a say in. Only that part is read and folded again;
 * the others stand in the row as whoever wrote it last read them, and whoever takes a
 * fact of theirs writes them.
 */
enum RowPart {

	/** All of it: who treats whom has changed. */
	ALL,

	/** What waits, how urgent it is and who has seen it. */
	ENTRIES,

	/** Who the patient is. */
	PROFILE,

	/** The summary's version. */
	SUMMARY,

	/** The next appointments. */
	APPOINTMENTS;

	static RowPart of(Fact fact) {
		return switch (fact) {
			case Fact.CareLink _ -> ALL;
			case Fact.Entry _, Fact.Assessment _, Fact.Acknowledgement _ -> ENTRIES;
			case Fact.Patient _ -> PROFILE;
			case Fact.Summary _ -> SUMMARY;
			case Fact.Appointment _ -> APPOINTMENTS;
		};
	}

}
