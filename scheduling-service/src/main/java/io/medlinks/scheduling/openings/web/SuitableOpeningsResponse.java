package io.medlinks.scheduling.openings.web;

import java.util.List;

import io.medlinks.scheduling.openings.OpeningView;
import io.medlinks.scheduling.openings.SuitableOpenings.Suitable;
import io.medlinks.scheduling.urgency.UrgencyLevel;

/**
 * The first openings that fit a patient's urgency.
 *
 * @param items the openings, by start
 * @param urgency how urgent the patient is
 * @param within how far ahead was looked, ISO 8601
 * @param beyond whether there was none so soon and these are later
 */
record SuitableOpeningsResponse(List<OpeningView> items, UrgencyLevel urgency, String within, boolean beyond) {

	static SuitableOpeningsResponse of(Suitable suitable) {
		return new SuitableOpeningsResponse(suitable.slots().stream().map(OpeningView::of).toList(), suitable.urgency(),
				suitable.within().toString(), suitable.beyond());
	}

}
