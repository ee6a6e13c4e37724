package io.medlinks.testing.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.Publisher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rules of the repository's architecture, for the module below one root package:
 * features are packages directly below the root, adapters are one level below a feature.
 */
public final class ArchitectureRules {

	private static final String POLICY = "io.medlinks.platform.security.Policy";

	private static final String REST_CONTROLLER = "org.springframework.web.bind.annotation.RestController";

	private static final String REQUEST_MAPPING = "org.springframework.web.bind.annotation.RequestMapping";

	private static final String CONFIGURATION = "org.springframework.context.annotation.Configuration";

	private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

	private static final String[] TRANSPORTS = { "org.springframework.web..", "org.springframework.http..",
			"org.springframework.kafka..", "org.apache.kafka..", "org.springframework.ai..", "reactor.netty.." };

	private static final Set<String> WAITING = Set.of("block", "blockFirst", "blockLast", "blockOptional", "subscribe",
			"subscribeWith", "toIterable", "toStream", "toFuture");

	private static final Pattern VAGUE_NAME = Pattern.compile(".*(Impl|Utils?|Helpers?|Manager)");

	private static final Pattern VAGUE_PACKAGE = Pattern
		.compile(".*\\.(commons?|utils?|helpers?|impl|managers?|misc)(\\..*)?");

	private ArchitectureRules() {
	}

	/**
	 * Returns one test per rule of a service, to be given to a <code>@TestFactory</code>.
	 * @param rootPackage the package of the service's application class
	 */
	public static List<DynamicTest> all(String rootPackage) {
		List<ArchRule> rules = new ArrayList<>();
		rules.add(featuresKnowNoTransport(rootPackage));
		rules.add(everyHandlerDeclaresItsPolicy());
		rules.addAll(everywhere(rootPackage));
		return tests(rootPackage, rules);
	}

	/**
	 * Returns one test per rule of a module that is made of transport, such as the
	 * gateway.
	 * @param rootPackage the package of the module's application class
	 */
	public static List<DynamicTest> ofTransport(String rootPackage) {
		return tests(rootPackage, everywhere(rootPackage));
	}

	private static List<ArchRule> everywhere(String rootPackage) {
		return List.of(dependenciesPointToTheFeature(rootPackage), adaptersNeverSeeEachOther(rootPackage),
				nothingLiesBelowAdapters(rootPackage), nothingWaitsOrSubscribes(), namesSayWhatThingsAre(),
				controllersArePackagePrivate(), everyPackageIsNullMarked());
	}

	/**
	 * The root of a feature speaks of the feature, not of how it is reached.
	 */
	static ArchRule featuresKnowNoTransport(String rootPackage) {
		return noClasses().that(isFeature(rootPackage))
			.and()
			.areNotAnnotatedWith(CONFIGURATION)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(TRANSPORTS)
			.as("features know no WebFlux, Kafka or Spring AI")
			.allowEmptyShould(true);
	}

	/**
	 * Adapters know their feature; the feature does not know its adapters.
	 */
	static ArchRule dependenciesPointToTheFeature(String rootPackage) {
		return noClasses().that(isFeature(rootPackage))
			.should()
			.dependOnClassesThat(isAdapter(rootPackage))
			.as("dependencies point to the feature")
			.allowEmptyShould(true);
	}

	/**
	 * One adapter can be replaced without another noticing.
	 */
	static ArchRule adaptersNeverSeeEachOther(String rootPackage) {
		return classes().that(isAdapter(rootPackage))
			.should(new ArchCondition<JavaClass>("not depend on another adapter") {
				@Override
				public void check(JavaClass adapter, ConditionEvents events) {
					for (Dependency dependency : adapter.getDirectDependenciesFromSelf()) {
						JavaClass target = dependency.getTargetClass().getBaseComponentType();
						boolean other = !target.getPackageName().equals(adapter.getPackageName());
						if (other && isAdapter(rootPackage).test(target)) {
							events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
						}
					}
				}
			})
			.as("adapters never see each other")
			.allowEmptyShould(true);
	}

	/**
	 * Feature, adapter, and nothing deeper.
	 */
	static ArchRule nothingLiesBelowAdapters(String rootPackage) {
		return noClasses().should()
			.resideInAPackage(rootPackage + ".*.*.*..")
			.as("nothing lies deeper than one adapter level below a feature")
			.allowEmptyShould(true);
	}

	/**
	 * Chains run to their end inside the framework; only the platform's edges wait.
	 */
	static ArchRule nothingWaitsOrSubscribes() {
		DescribedPredicate<JavaAccess<?>> waiting = DescribedPredicate.describe("wait or subscribe",
				(access) -> WAITING.contains(access.getTarget().getName())
						&& access.getTarget().getOwner().isAssignableTo(Publisher.class));
		return noClasses().that()
			.resideOutsideOfPackage("io.medlinks.platform..")
			.should()
			.accessTargetWhere(waiting)
			.as("nothing blocks on or subscribes to a publisher outside the platform")
			.allowEmptyShould(true);
	}

	/**
	 * A name that fits everything says nothing.
	 */
	static ArchRule namesSayWhatThingsAre() {
		return classes().should(new ArchCondition<JavaClass>("have a name that says what it is") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (VAGUE_NAME.matcher(type.getSimpleName()).matches()
						|| VAGUE_PACKAGE.matcher(type.getPackageName()).matches()) {
					events.add(SimpleConditionEvent.violated(type, type.getName() + " has a vague name"));
				}
			}
		}).as("no class is an Impl, Util, Helper or Manager and no package is common").allowEmptyShould(true);
	}

	/**
	 * Nobody but the framework calls a controller.
	 */
	static ArchRule controllersArePackagePrivate() {
		return classes().that()
			.areMetaAnnotatedWith("org.springframework.stereotype.Controller")
			.should()
			.bePackagePrivate()
			.as("controllers are package-private")
			.allowEmptyShould(true);
	}

	/**
	 * Each route says who may call it.
	 */
	static ArchRule everyHandlerDeclaresItsPolicy() {
		return methods().that()
			.areDeclaredInClassesThat()
			.areMetaAnnotatedWith(REST_CONTROLLER)
			.and(DescribedPredicate.<JavaMethod>describe("handle requests",
					(method) -> method.isAnnotatedWith(REQUEST_MAPPING) || method.isMetaAnnotatedWith(REQUEST_MAPPING)))
			.should()
			.beAnnotatedWith(POLICY)
			.as("every handler of a controller declares its policy")
			.allowEmptyShould(true);
	}

	/**
	 * Each package with a class in it is null-marked.
	 */
	static ArchRule everyPackageIsNullMarked() {
		return classes().that()
			.doNotHaveModifier(JavaModifier.SYNTHETIC)
			.should(new ArchCondition<JavaClass>("lie in a @NullMarked package") {
				@Override
				public void check(JavaClass type, ConditionEvents events) {
					JavaPackage place = type.getPackage();
					Optional<?> mark = place.tryGetAnnotationOfType(NULL_MARKED);
					if (mark.isEmpty()) {
						events.add(SimpleConditionEvent.violated(type,
								type.getName() + " lies in " + place.getName() + ", which is not @NullMarked"));
					}
				}
			})
			.as("every package is @NullMarked")
			.allowEmptyShould(true);
	}

	private static List<DynamicTest> tests(String rootPackage, List<ArchRule> rules) {
		JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(rootPackage);
		List<DynamicTest> tests = new ArrayList<>();
		tests.add(DynamicTest.dynamicTest("the package " + rootPackage + " exists", () -> {
			if (classes.isEmpty()) {
				throw new AssertionError(
						"There is no class below " + rootPackage + ", so the rules would check nothing");
			}
		}));
		rules.forEach((rule) -> tests.add(DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes))));
		return List.copyOf(tests);
	}

	private static DescribedPredicate<JavaClass> isFeature(String rootPackage) {
		return DescribedPredicate.describe("are a feature", (type) -> {
			int depth = depth(rootPackage, type);
			return depth == 0 || depth == 1;
		});
	}

	private static DescribedPredicate<JavaClass> isAdapter(String rootPackage) {
		return DescribedPredicate.describe("are an adapter", (type) -> depth(rootPackage, type) >= 2);
	}

	/**
	 * Returns how many packages lie between the root and the class, or -1 outside of the
	 * root.
	 */
	private static int depth(String rootPackage, JavaClass type) {
		String name = type.getPackageName();
		if (name.equals(rootPackage)) {
			return 0;
		}
		if (!name.startsWith(rootPackage + ".")) {
			return -1;
		}
		return (int) name.substring(rootPackage.length()).chars().filter((character) -> character == '.').count();
	}

	/**
	 * Returns what a rule finds in these classes, for the negative controls.
	 */
	static Set<String> violations(ArchRule rule, JavaClasses classes) {
		return new TreeSet<>(rule.evaluate(classes).getFailureReport().getDetails());
	}

}
