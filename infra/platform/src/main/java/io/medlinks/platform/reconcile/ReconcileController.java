package io.medlinks.platform.reconcile;

import java.util.List;

import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Sources, projections and derived rows over HTTP, for {@code ./medlinks reconcile} only.
 * Ids, versions and hashes are shown, never what stands in them. Publishing or deriving
 * again changes nothing that is right, so these calls need no idempotency key.
 */
@RestController
@RequestMapping("/internal/reconcile")
class ReconcileController {

	private final Reconciliation reconciliation;

	ReconcileController(Reconciliation reconciliation) {
		this.reconciliation = reconciliation;
	}

	@GetMapping("/sources")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Page<Declared> sources() {
		return Page.whole(this.reconciliation.sources()
			.stream()
			.map((source) -> new Declared(source.name(), source.topic().name()))
			.toList());
	}

	@GetMapping("/sources/{name}")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<KnownVersion>> source(@PathVariable String name, PageRequest page) {
		return this.reconciliation.published(name, page);
	}

	@PostMapping("/sources/{name}/lookup")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<KnownVersion>> lookUpSource(@PathVariable String name, @Valid @RequestBody Ids request) {
		return this.reconciliation.published(name, request.ids()).map(Page::whole);
	}

	@PostMapping("/sources/{name}/repair")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Repaired> repairSource(@PathVariable String name, @Valid @RequestBody Ids request) {
		return this.reconciliation.republish(name, request.ids()).map(Repaired::new);
	}

	@GetMapping("/projections")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Page<Declared> projections() {
		return Page.whole(this.reconciliation.projections()
			.stream()
			.map((projection) -> new Declared(projection.name(), projection.source().name()))
			.toList());
	}

	@GetMapping("/projections/{name}")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<KnownVersion>> projection(@PathVariable String name, PageRequest page) {
		return this.reconciliation.projected(name, page);
	}

	@PostMapping("/projections/{name}/lookup")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<KnownVersion>> lookUpProjection(@PathVariable String name, @Valid @RequestBody Ids request) {
		return this.reconciliation.projected(name, request.ids()).map(Page::whole);
	}

	@GetMapping("/derived")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Page<DerivedName> derived() {
		return Page.whole(this.reconciliation.derived().stream().map((rows) -> new DerivedName(rows.name())).toList());
	}

	@GetMapping("/derived/{name}")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<DerivedRows.Check>> derivedRows(@PathVariable String name, PageRequest page) {
		return this.reconciliation.derived(name, page);
	}

	@PostMapping("/derived/{name}/lookup")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Page<DerivedRows.Check>> lookUpDerived(@PathVariable String name, @Valid @RequestBody Ids request) {
		return this.reconciliation.derived(name, request.ids()).map(Page::whole);
	}

	@PostMapping("/derived/{name}/repair")
	@Policy(role = Role.SERVICE, relationship = Relationship.NONE)
	Mono<Repaired> repairDerived(@PathVariable String name, @Valid @RequestBody Ids request) {
		return this.reconciliation.derive(name, request.ids()).map(Repaired::new);
	}

	/**
	 * A source or a projection.
	 *
	 * @param name its name
	 * @param topic the topic on which what it holds is published; a projection holds all
	 * that any source publishes there
	 */
	record Declared(String name, String topic) {

	}

	/**
	 * Derived rows.
	 *
	 * @param name their name
	 */
	record DerivedName(String name) {

	}

	/**
	 * Which aggregates are meant.
	 *
	 * @param ids their ids, 1 to {@value PageRequest#MOST}
	 */
	record Ids(@NotNull(message = "must name 1 to 100 ids") @Size(min = 1, max = PageRequest.MOST,
			message = "must name 1 to 100 ids") List<@NotBlank(message = "must not be blank") String> ids) {

	}

	/**
	 * What came of a repair.
	 *
	 * @param repaired how many were published or derived again
	 */
	record Repaired(long repaired) {

	}

}
