package io.medlinks.doctor.consultation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A visit that the patient was asked to book.
 *
 * @param visitType the kind of visit
 * @param within how soon, counted from when it was asked; ISO 8601, such as {@code P7D}
 * @param askedAt when the patient was asked
 * @param until until when it should be booked
 */
public record AskedVisit(VisitType visitType, String within, Instant askedAt, Instant until) {

	/**
	 * The visit that is wanted: as it was asked before, or asked now.
	 * @param wish what is wanted; null for none
	 * @param before what was asked before; null for none
	 * @param now the present moment
	 */
	static @Nullable AskedVisit of(@Nullable PleaseBook wish, @Nullable AskedVisit before, Instant now) {
		if (wish == null) {
			return null;
		}
		if (before != null && before.visitType == wish.visitType() && before.within.equals(wish.within())) {
			return before;
		}
		return new AskedVisit(wish.visitType(), wish.within(), now, wish.until(now));
	}

}
