package io.medlinks.local.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.medlinks.local.process.JavaCommand;

/**
 * The jars that run. They are copies, because a JVM cannot survive a build that replaces
 * its jar; the services' are taken apart, because a JVM reads jars within a jar slowly.
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
		return folder().resolve(module).resolve(module + ".jar");
	}

	/**
	 * Returns the class path of the embedded parts.
	 */
	String classPath() {
		return ownJar() + File.pathSeparator + folder().resolve("lib") + File.separator + "*";
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
		Files.copy(target.resolve(LOCAL + ".jar"), ownJar(), StandardCopyOption.REPLACE_EXISTING);
	}

	private Path ownJar() {
		return folder().resolve(LOCAL + ".jar");
	}

	/**
	 * Copies what some modules run from.
	 */
	void copy(Collection<String> modules) throws IOException, StackException, InterruptedException {
		Map<String, Process> extractions = new LinkedHashMap<>();
		for (String module : modules) {
			Path built = built(module);
			Files.createDirectories(jar(module).getParent());
			if (holdsJars(module, built)) {
				extractions.put(module, extract(module, built));
			}
			else {
				Files.copy(built, jar(module), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		for (Map.Entry<String, Process> extraction : extractions.entrySet()) {
			if (extraction.getValue().waitFor() != 0) {
				throw new StackException(extraction.getKey() + " could not be taken apart; what it said is in "
						+ log(extraction.getKey()) + ". A full disk or an unfinished build may be why");
			}
		}
	}

	private Path built(String module) throws StackException {
		String told = this.environment.get(StackPlan.variable(module) + "_JAR");
		Path built = (told != null) ? Path.of(told)
				: this.root.resolve(module).resolve("target").resolve(module + ".jar");
		if (!Files.exists(built)) {
			throw new StackException(
					module + " is not built: " + built + " is missing; ./medlinks start builds what is missing");
		}
		return built;
	}

	private static boolean holdsJars(String module, Path built) throws IOException, StackException {
		try (ZipFile jar = new ZipFile(built.toFile())) {
			return jar.getEntry("BOOT-INF/") != null;
		}
		catch (ZipException ex) {
			throw new StackException(module + " is no jar that can be read: " + built
					+ "; remove it, and ./medlinks start builds it again");
		}
	}

	private Process extract(String module, Path built) throws IOException {
		return new ProcessBuilder(JavaCommand.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools",
				"-jar", built.toString(), "extract", "--force", "--destination", folder().resolve(module).toString(),
				"--application-filename", module + ".jar")
			.redirectErrorStream(true)
			.redirectOutput(log(module).toFile())
			.start();
	}

	private Path log(String module) {
		return folder().resolve(module + ".log");
	}

	private Path folder() {
		return this.home.resolve("programs");
	}

}
