package io.medlinks.drill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.medlinks.drill.bugs.PlantedBugs;
import io.medlinks.drill.matrix.Matrix;
import io.medlinks.drill.scenario.BrokerAway;
import io.medlinks.drill.scenario.Canaries;
import io.medlinks.drill.scenario.Crashes;
import io.medlinks.drill.scenario.Damage;
import io.medlinks.drill.scenario.OneOpening;
import io.medlinks.drill.scenario.Poison;
import io.medlinks.drill.scenario.RandomBookings;
import io.medlinks.drill.scenario.Scenario;
import io.medlinks.drill.scenario.ServiceAway;
import io.medlinks.drill.scenario.Sessions;
import io.medlinks.drill.scenario.Streams;

/**
 * The command <code>./medlinks drill</code>: starts a stack of its own with two instances
 * of everything, breaks it one scenario after the other, and reports.
 */
public final class Drill {

	private static final String HELP = """
			./medlinks drill [scenario ...] [--short] [--keep] [--report FILE]
			                        breaks a system of its own with two instances of everything, and checks
			                        that nothing was lost, doubled or shown to the wrong person
			  --short               a tenth of everything
			  --keep                leaves the system running for the next drill
			  --report FILE         writes the report there, as Markdown; what the report of an earlier
			                        drill says of other scenarios stays in it
			  --at TEXT,…           lets instances die at those crash points only whose service and name
			                        contain it
			  --bug TEXT,…          plants those bugs only whose names contain it

			Scenarios, all of them unless named:
			""";

	private Drill() {
	}

	/**
	 * Runs the drill.
	 * @param arguments scenarios and options
	 */
	public static void main(String... arguments) throws Exception {
		Path root = Path.of(System.getProperty("medlinks.root", "")).toAbsolutePath().normalize();
		List<String> args = new ArrayList<>(List.of(arguments));
		String at = ScenarioCommand.option(args, "--at").orElse("");
		String bug = ScenarioCommand.option(args, "--bug").orElse("");
		System.exit(new ScenarioCommand("drill", 2, HELP).run(root, args, scenarios(at, bug)));
	}

	/**
	 * In the order in which they run: what sends all that was ever published once more
	 * comes while that is little, and the bookings, whose mails go on for a while, late.
	 */
	private static List<Scenario> scenarios(String at, String bug) {
		return List.of(new OneOpening(), new Poison(), new Damage(), new BrokerAway(), new ServiceAway(), new Streams(),
				new Sessions(), new Matrix(), new Crashes(at), new RandomBookings(), new Canaries(),
				new PlantedBugs(bug));
	}

}
