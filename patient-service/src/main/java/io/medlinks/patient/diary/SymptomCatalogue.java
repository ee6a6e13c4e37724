package io.medlinks.patient.diary;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The symptoms that can be picked.
 */
final class SymptomCatalogue {

	private final Set<String> codes;

	SymptomCatalogue(List<Item> items) {
		this.codes = items.stream().map(Item::code).collect(Collectors.toUnmodifiableSet());
	}

	boolean knows(String code) {
		return this.codes.contains(code);
	}

	record Item(String code) {

	}

}
