package io.medlinks.local.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Goes over the items of one place, or of several as if they were one, in the order of
 * their ids. Of each place it holds one page.
 */
final class Walk {

	private final List<Pages> places = new ArrayList<>();

	Walk(InternalClient client, List<Place> places) {
		places.forEach((place) -> this.places.add(new Pages(client, place)));
	}

	/** The item with the smallest id that was not taken; null at the end. */
	@Nullable Item peek() throws ServiceAwayException, InterruptedException {
		Pages first = first();
		return (first != null) ? first.peek() : null;
	}

	/** Goes on to the next one. */
	void advance() throws ServiceAwayException, InterruptedException {
		Pages first = first();
		if (first != null) {
			first.read.removeFirst();
		}
	}

	private @Nullable Pages first() throws ServiceAwayException, InterruptedException {
		List<Pages> open = new ArrayList<>();
		for (Pages pages : this.places) {
			if (pages.peek() != null) {
				open.add(pages);
			}
		}
		return open.stream().min(Comparator.comparing((pages) -> pages.read.getFirst().id())).orElse(null);
	}

	/**
	 * The pages of one place.
	 */
	private static final class Pages {

		private final InternalClient client;

		private final Place place;

		private final Deque<Item> read = new ArrayDeque<>();

		private @Nullable String cursor;

		private boolean last;

		Pages(InternalClient client, Place place) {
			this.client = client;
			this.place = place;
		}

		@Nullable Item peek() throws ServiceAwayException, InterruptedException {
			while (this.read.isEmpty() && !this.last) {
				JsonNode page = this.client.page(this.place, this.cursor);
				InternalClient.items(page).forEach((item) -> this.read.add(Item.of(this.place, item)));
				JsonNode next = page.path("nextCursor");
				this.cursor = next.isString() ? next.asString() : null;
				this.last = this.cursor == null;
			}
			return this.read.peekFirst();
		}

	}

}
