package io.medlinks.local.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The jars that run. They are copies, because a JVM cannot survive a build that replaces
 * its jar.
 *
 * @param root the folder of the whole repository
 * @param home the folder of state, data and logs
 * @param environment the environment variables of the command
 */
record Programs(Path root, Path home, Map<String, String> environment) {

	private static final String LOCAL = "medlinks-local";

	static final List<String> MODULES = List.of("patient-service", "doctor-service", "scheduling-service",
			"ai-summary-service", "gateway");

	/**
	 * Returns the jar a module runs from.
	 */
	Path jar(String module) {
		return folder().resolve(module + ".jar");
	}

	/**
	 * Returns the class path of the embedded parts.
	 */
	String classPath() {
		return jar(LOCAL) + File.pathSeparator + folder().resolve("lib") + File.separator + "*";
	}

	/**
	 * Copies what the embedded parts run from.
	 */
	void copyEmbeddedParts() throws IOException {
		Path target = this.root.resolve("infra/local/target");
		Path lib = folder().resolve("lib");
		Files.createDirectories(lib);
		try (var left = Files.list(lib)) {
			for (Path jar : left.toList()) {
				Files.delete(jar);
			}
		}
		try (var jars = Files.list(target.resolve("lib"))) {
			for (Path jar : jars.toList()) {
				Files.copy(jar, lib.resolve(jar.getFileName().toString()));
			}
		}
		Files.copy(target.resolve(LOCAL + ".jar"), jar(LOCAL), StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Copies what a module runs from.
	 */
	void copy(String module) throws IOException, StackException {
		String told = this.environment.get(StackPlan.variable(module) + "_JAR");
		Path built = (told != null) ? Path.of(told)
				: this.root.resolve(module).resolve("target").resolve(module + ".jar");
		if (!Files.exists(built)) {
			throw new StackException(
					module + " is not built: " + built + " is missing; ./medlinks start builds what is missing");
		}
		Files.createDirectories(folder());
		Files.copy(built, jar(module), StandardCopyOption.REPLACE_EXISTING);
	}

	private Path folder() {
		return this.home.resolve("programs");
	}

}
