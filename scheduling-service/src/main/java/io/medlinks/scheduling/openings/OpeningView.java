package io.medlinks.scheduling.openings;

import java.time.OffsetDateTime;

import io.medlinks.scheduling.availability.Slot;
import io.medlinks.scheduling.availability.VisitType;

/**
 * An opening as the caller sees it.
 *
 * @param start when the visit starts, with the offset of the doctor's zone
 * @param end when it ends
 * @param visitType the type of visit
 * @param zone the doctor's IANA zone
 */
public record OpeningView(OffsetDateTime start, OffsetDateTime end, VisitType visitType, String zone) {

	/**
	 * A slot as the caller sees it.
	 * @param slot the slot
	 */
	public static OpeningView of(Slot slot) {
		return new OpeningView(slot.start().atZone(slot.zone()).toOffsetDateTime(),
				slot.end().atZone(slot.zone()).toOffsetDateTime(), slot.visitType(), slot.zone().getId());
	}

}
