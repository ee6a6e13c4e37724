package io.medlinks.gateway.routing;

import java.util.Arrays;
import java.util.Optional;

/**
 * The services behind the gateway, and what people lose while one of them is away.
 */
public enum Upstream {

	/** Patients, diary, care team, med log. */
	PATIENT("patient", "Diary and profile", "The diary, your profile and your care team",
			"Booking, the doctors' dashboard and summaries"),

	/** Doctors, panel, dashboard. */
	DOCTOR("doctor", "Doctors and dashboard", "The doctors' dashboard, patient pages and the list of doctors",
			"The diary, booking and summaries"),

	/** Availability and appointments. */
	SCHEDULING("scheduling", "Appointments", "Openings and appointments",
			"The diary, the doctors' dashboard and summaries"),

	/** Urgency, summaries, interviews, chat. */
	AI("ai-summary", "Summaries", "Summaries, interviews and chat",
			"The diary, the doctors' dashboard and booking; entries that are not assessed yet count as same-day");

	private final String id;

	private final String title;

	private final String offers;

	private final String othersOffer;

	Upstream(String id, String title, String offers, String othersOffer) {
		this.id = id;
		this.title = title;
		this.offers = offers;
		this.othersOffer = othersOffer;
	}

	/**
	 * The service of a name.
	 * @param id its short name
	 */
	public static Optional<Upstream> named(String id) {
		return Arrays.stream(values()).filter((upstream) -> upstream.id.equals(id)).findFirst();
	}

	/** Its short name. */
	public String id() {
		return this.id;
	}

	/** What people call it. */
	public String title() {
		return this.title;
	}

	/** What works while it is up. */
	public String offers() {
		return this.offers;
	}

	/** What works while it is away. */
	public String othersOffer() {
		return this.othersOffer;
	}

}
