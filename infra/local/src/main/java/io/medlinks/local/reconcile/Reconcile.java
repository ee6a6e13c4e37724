package io.medlinks.local.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares every projection with its source and the derived rows with their facts, and
 * has what differs published or derived again. A projection is fed by the sources of its
 * topic, whichever services they are in. Both sides are read page by page in the order of
 * their ids; only what differs is kept, a bounded number at a time, and looked at again
 * until the projection had time to catch up.
 */
public final class Reconcile {

	/** How many differences are held before they are settled. */
	private static final int HELD = 10_000;

	/** How many ids of what remains are told. */
	private static final int TOLD = 20;

	private static final long STEP = 10_000;

	private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

	private final List<ServiceAddress> services;

	private final InternalClient client;

	private final Patience patience;

	private final Consumer<String> progress;

	/** Who is there and cannot answer; all instances were waited for once. */
	private final Set<String> unable = new HashSet<>();

	/**
	 * A comparison of some services.
	 * @param services all that publish and project
	 * @param tokens what opens them
	 * @param patience how long a projection may lag
	 * @param progress is told each line as soon as it is known
	 */
	public Reconcile(List<ServiceAddress> services, TokenSource tokens, Patience patience, Consumer<String> progress) {
		this(services, tokens, patience, progress, ANSWERS_WITHIN);
	}

	Reconcile(List<ServiceAddress> services, TokenSource tokens, Patience patience, Consumer<String> progress,
			Duration answersWithin) {
		this.services = List.copyOf(services);
		this.client = new InternalClient(tokens, answersWithin);
		this.patience = patience;
		this.progress = progress;
	}

	/**
	 * Compares.
	 * @param repair whether what differs is published again; what a projection has and no
	 * source knows stays as it is in any case
	 */
	public ReconcileReport run(boolean repair) throws InterruptedException {
		Map<String, String> away = new TreeMap<>();
		List<Place> sources = new ArrayList<>();
		List<Place> projections = new ArrayList<>();
		List<Place> derived = new ArrayList<>();
		for (ServiceAddress service : this.services) {
			try {
				List<Place> ofService = places(service, "sources");
				projections.addAll(places(service, "projections"));
				derived.addAll(places(service, "derived"));
				sources.addAll(ofService);
			}
			catch (ServiceAwayException ex) {
				away.put(service.name(), String.valueOf(ex.getMessage()));
				this.progress.accept(service.name() + " cannot be asked: " + ex.getMessage());
			}
		}
		List<Comparison> comparisons = new ArrayList<>();
		for (Place projection : projections) {
			List<Place> owners = sources.stream()
				.filter((source) -> source.topic().equals(projection.topic()))
				.toList();
			comparisons.add(told(new OfProjection(projection, owners), away, repair));
		}
		for (Place rows : derived) {
			comparisons.add(told(new OfDerived(rows), away, repair));
		}
		return new ReconcileReport(comparisons, away);
	}

	private List<Place> places(ServiceAddress service, String kind) throws ServiceAwayException, InterruptedException {
		return this.client.declared(service, kind)
			.stream()
			.map((place) -> new Place(service, kind, place.path("name").asString(), place.path("topic").asString("")))
			.toList();
	}

	private Comparison told(Task task, Map<String, String> away, boolean repair) throws InterruptedException {
		Comparison comparison = compare(task, away, repair);
		this.progress.accept(comparison.line());
		return comparison;
	}

	private Comparison compare(Task task, Map<String, String> away, boolean repair) throws InterruptedException {
		Place place = task.place();
		Tally tally = new Tally();
		@Nullable String problem = task.owners().isEmpty() ? "nobody that could be asked publishes it" : null;
		Optional<String> unheard = Stream.concat(Stream.of(place), task.owners().stream())
			.map((of) -> of.service().name())
			.filter(this.unable::contains)
			.findFirst();
		if (unheard.isPresent()) {
			problem = unheard.get() + " cannot be asked: " + away.get(unheard.get());
		}
		try {
			if (problem == null) {
				task.walk((id) -> {
					tally.suspected.add(id);
					if (tally.suspected.size() >= HELD) {
						settle(task, tally, repair, away);
					}
				}, tally);
				settle(task, tally, repair, away);
			}
		}
		catch (ServiceAwayException ex) {
			away.put(ex.service(), String.valueOf(ex.getMessage()));
			if (ex.isUnable()) {
				this.unable.add(ex.service());
			}
			problem = ex.service() + " cannot be asked: " + ex.getMessage();
		}
		return new Comparison(place.service().name(), place.name(), place.topic(), tally.compared, tally.found,
				tally.repaired, List.copyOf(tally.remaining), problem);
	}

	/**
	 * Looks at what differed until it does not any more or the patience is at its end.
	 */
	private void settle(Task task, Tally tally, boolean repair, Map<String, String> away)
			throws ServiceAwayException, InterruptedException {
		Map<String, Difference> left = await(task, new LinkedHashSet<>(tally.suspected), this.patience.looks());
		tally.suspected.clear();
		if (!away.isEmpty()) {
			// what another source may have is not surplus
			left.values().removeIf((difference) -> difference == Difference.SURPLUS && task.mayBeElsewhere());
		}
		left.values().forEach((difference) -> tally.found.merge(difference, 1L, Long::sum));
		if (repair && !left.isEmpty()) {
			task.repair(left.keySet());
			Map<String, Difference> still = await(task, left.keySet(), this.patience.repairedLooks());
			tally.repaired += left.size() - still.size();
			left = still;
		}
		left.keySet().stream().limit(TOLD - Math.min(TOLD, tally.remaining.size())).forEach(tally.remaining::add);
	}

	private Map<String, Difference> await(Task task, Set<String> ids, int looks)
			throws ServiceAwayException, InterruptedException {
		Map<String, Difference> left = look(task, ids);
		for (int look = 1; look < looks && !left.isEmpty(); look++) {
			TimeUnit.NANOSECONDS.sleep(this.patience.between().toNanos());
			left = look(task, left.keySet());
		}
		return left;
	}

	private static Map<String, Difference> look(Task task, Set<String> ids)
			throws ServiceAwayException, InterruptedException {
		Map<String, Difference> left = new LinkedHashMap<>();
		for (List<String> some : inParts(ids)) {
			left.putAll(task.lookUp(some));
		}
		return left;
	}

	private static List<List<String>> inParts(Set<String> ids) {
		List<String> all = List.copyOf(ids);
		List<List<String>> parts = new ArrayList<>();
		for (int from = 0; from < all.size(); from += InternalClient.MOST) {
			parts.add(all.subList(from, Math.min(all.size(), from + InternalClient.MOST)));
		}
		return parts;
	}

	private Map<String, Item> lookUp(List<Place> places, List<String> ids)
			throws ServiceAwayException, InterruptedException {
		Map<String, Item> found = new LinkedHashMap<>();
		for (Place place : places) {
			for (JsonNode item : this.client.lookUp(place, ids)) {
				Item known = Item.of(place, item);
				found.put(known.id(), known);
			}
		}
		return found;
	}

	private void counted(Tally tally, Place place) {
		tally.compared++;
		if (tally.compared % STEP == 0) {
			this.progress.accept(String.format(Locale.ROOT, "%s %s: %,d compared so far", place.service().name(),
					place.name().replace('-', ' '), tally.compared));
		}
	}

	/**
	 * Takes the id of something that seems to differ.
	 */
	@FunctionalInterface
	private interface Suspicion {

		void of(String id) throws ServiceAwayException, InterruptedException;

	}

	/**
	 * What is counted of one comparison.
	 */
	private static final class Tally {

		private long compared;

		private final Set<String> suspected = new LinkedHashSet<>();

		private final Map<Difference, Long> found = new EnumMap<>(Difference.class);

		private long repaired;

		private final List<String> remaining = new ArrayList<>();

	}

	/**
	 * Something to be compared.
	 */
	private interface Task {

		Place place();

		List<Place> owners();

		/** Whether one of the services that could not be asked may own some of it. */
		boolean mayBeElsewhere();

		void walk(Suspicion suspicion, Tally tally) throws ServiceAwayException, InterruptedException;

		Map<String, Difference> lookUp(List<String> ids) throws ServiceAwayException, InterruptedException;

		void repair(Set<String> ids) throws ServiceAwayException, InterruptedException;

	}

	/**
	 * A projection and the sources of its topic.
	 */
	private final class OfProjection implements Task {

		private final Place projection;

		private final List<Place> owners;

		OfProjection(Place projection, List<Place> owners) {
			this.projection = projection;
			this.owners = owners;
		}

		@Override
		public Place place() {
			return this.projection;
		}

		@Override
		public List<Place> owners() {
			return this.owners;
		}

		@Override
		public boolean mayBeElsewhere() {
			return true;
		}

		@Override
		public void walk(Suspicion suspicion, Tally tally) throws ServiceAwayException, InterruptedException {
			Walk published = new Walk(Reconcile.this.client, this.owners);
			Walk projected = new Walk(Reconcile.this.client, List.of(this.projection));
			Item source = published.peek();
			Item copy = projected.peek();
			while (source != null || copy != null) {
				int order = (source == null) ? 1 : (copy == null) ? -1 : source.id().compareTo(copy.id());
				Item one = (order <= 0) ? source : null;
				Item other = (order >= 0) ? copy : null;
				counted(tally, this.projection);
				if (Difference.between(one, other) != null) {
					suspicion.of((one != null) ? one.id() : (other != null) ? other.id() : "");
				}
				if (one != null) {
					published.advance();
					source = published.peek();
				}
				if (other != null) {
					projected.advance();
					copy = projected.peek();
				}
			}
		}

		@Override
		public Map<String, Difference> lookUp(List<String> ids) throws ServiceAwayException, InterruptedException {
			// The source comes last, so that a projection never seems to be ahead of it.
			Map<String, Item> projected = Reconcile.this.lookUp(List.of(this.projection), ids);
			Map<String, Item> published = Reconcile.this.lookUp(this.owners, ids);
			Map<String, Difference> differing = new LinkedHashMap<>();
			for (String id : ids) {
				Difference difference = Difference.between(published.get(id), projected.get(id));
				if (difference != null) {
					differing.put(id, difference);
				}
			}
			return differing;
		}

		@Override
		public void repair(Set<String> ids) throws ServiceAwayException, InterruptedException {
			for (List<String> some : inParts(ids)) {
				Map<Place, List<String>> byOwner = new LinkedHashMap<>();
				Reconcile.this.lookUp(this.owners, some)
					.values()
					.forEach((item) -> byOwner.computeIfAbsent(item.place(), (_) -> new ArrayList<>()).add(item.id()));
				for (Map.Entry<Place, List<String>> owned : byOwner.entrySet()) {
					Reconcile.this.client.repair(owned.getKey(), owned.getValue());
				}
			}
		}

	}

	/**
	 * Rows that a service derives and compares itself.
	 */
	private final class OfDerived implements Task {

		private final Place rows;

		OfDerived(Place rows) {
			this.rows = rows;
		}

		@Override
		public Place place() {
			return this.rows;
		}

		@Override
		public List<Place> owners() {
			return List.of(this.rows);
		}

		@Override
		public boolean mayBeElsewhere() {
			return false;
		}

		@Override
		public void walk(Suspicion suspicion, Tally tally) throws ServiceAwayException, InterruptedException {
			Walk walk = new Walk(Reconcile.this.client, List.of(this.rows));
			for (Item row = walk.peek(); row != null; row = walk.peek()) {
				counted(tally, this.rows);
				if (Difference.found(row) != null) {
					suspicion.of(row.id());
				}
				walk.advance();
			}
		}

		@Override
		public Map<String, Difference> lookUp(List<String> ids) throws ServiceAwayException, InterruptedException {
			Map<String, Difference> differing = new LinkedHashMap<>();
			Reconcile.this.lookUp(List.of(this.rows), ids).values().forEach((row) -> {
				Difference difference = Difference.found(row);
				if (difference != null) {
					differing.put(row.id(), difference);
				}
			});
			return differing;
		}

		@Override
		public void repair(Set<String> ids) throws ServiceAwayException, InterruptedException {
			for (List<String> some : inParts(ids)) {
				Reconcile.this.client.repair(this.rows, some);
			}
		}

	}

}
