package io.medlinks.scheduling.appointment.web;

import java.util.List;

import io.medlinks.scheduling.openings.OpeningView;

/**
 * How a refused time is described to callers: a problem that says why and what there is
 * instead.
 *
 * @param type urn:medlinks:problem:slot-unavailable
 * @param title what kind of problem it is
 * @param status 409
 * @param detail what to do
 * @param reasons every reason
 * @param alternatives the nearest openings, the nearest first
 */
record UnavailableTime(String type, String title, int status, String detail, List<Reason> reasons,
		List<OpeningView> alternatives) {

	/**
	 * Why a time cannot be had.
	 *
	 * @param code a stable name
	 * @param message a sentence for the person who asked
	 */
	record Reason(String code, String message) {

	}

}
