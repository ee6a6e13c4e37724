package io.medlinks.drill.bugs;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.drill.scenario.Scenario;

/**
 * A guarantee broken on purpose: a place in the source, what stands there instead, and
 * the scenario that must notice.
 *
 * @param name what is broken, in words
 * @param module whose instances get the bug
 * @param source the source file, from the root of the repository
 * @param find what stands there, white space aside
 * @param replacement what stands there instead
 * @param scenario what must notice
 * @param symptom what of the scenario's faults is this bug's doing; anything else that
 * goes wrong does not count
 */
record PlantedBug(String name, String module, String source, String find, String replacement, Scenario scenario,
		Pattern symptom) {

	/**
	 * Those of a scenario's faults that this bug causes.
	 * @param faults what went wrong
	 */
	List<String> noticedIn(List<String> faults) {
		return faults.stream().filter((fault) -> this.symptom.matcher(fault).find()).toList();
	}

	/**
	 * The source with the bug in it.
	 * @param text the source as it is
	 * @throws IllegalStateException where the place is not found exactly once
	 */
	String plantedIn(String text) {
		Pattern place = Pattern.compile(
				Arrays.stream(this.find.strip().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
		Matcher matcher = place.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("'" + this.name + "' has no place any more in " + this.source);
		}
		int start = matcher.start();
		int end = matcher.end();
		if (matcher.find()) {
			throw new IllegalStateException("'" + this.name + "' has several places in " + this.source);
		}
		return text.substring(0, start) + this.replacement + text.substring(end);
	}

	/** Where the compiled class lies in a jar. */
	String packagePath() {
		String below = this.source.substring(this.source.indexOf("src/main/java/") + "src/main/java/".length());
		return below.substring(0, below.lastIndexOf('/'));
	}

}
