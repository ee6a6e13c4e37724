package io.medlinks.local.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.process.JavaCommand;

/**
 * The Keycloak that the build unpacked: optimised once for the local stack, then run from
 * any number of homes, each with data of its own.
 */
public final class KeycloakInstallation {

	private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

	private final Path root;

	private final Path distribution;

	/**
	 * Describes the installation of a repository.
	 * @param root the folder of the whole repository
	 */
	public KeycloakInstallation(Path root) {
		this.root = root;
		this.distribution = root.resolve("infra/local/target/keycloak");
	}

	/**
	 * Tells whether {@link #prepare} has nothing left to build.
	 */
	public boolean isBuilt() {
		return Files.exists(builtMarker());
	}

	/**
	 * Makes a home ready to start: builds the installation if nobody did, and puts theme,
	 * realm and demo accounts in place.
	 * @param home the folder of this Keycloak; its data stay when it exists
	 */
	public void prepare(Path home) throws IOException, InterruptedException {
		if (!Files.isDirectory(this.distribution.resolve("lib"))) {
			throw new IOException("There is no Keycloak at " + this.distribution
					+ "; build it with: mvn -B -DskipTests package -pl infra/local");
		}
		build();
		Files.createDirectories(home.resolve("providers"));
		link(home.resolve("lib"), this.distribution.resolve("lib"));
		replace(this.distribution.resolve("conf"), home.resolve("conf"));
		replace(this.root.resolve("infra/keycloak/themes"), home.resolve("themes"));
		Path imports = home.resolve("data/import");
		delete(imports);
		Files.createDirectories(imports);
		Files.copy(this.root.resolve("infra/keycloak/medlinks-realm.json"), imports.resolve("medlinks-realm.json"));
		Files.copy(this.root.resolve("infra/keycloak/local/medlinks-users-0.json"),
				imports.resolve("medlinks-users-0.json"));
	}

	/**
	 * Returns the command that starts a prepared home.
	 * @param home the folder given to {@link #prepare}
	 * @param port the port to listen on
	 * @param options options of the JVM
	 */
	public List<String> command(Path home, int port, List<String> options) {
		return command(home, options,
				List.of("start", "--optimized", "--cache=local", "--http-enabled=true", "--http-host=127.0.0.1",
						"--http-port=" + port, "--hostname=" + origin(port),
						"--log-level=warn,org.keycloak.events:error", "--import-realm"));
	}

	/**
	 * Returns what the realm file takes from the environment.
	 * @param gatewayUrl public origin of the gateway, without a slash at the end
	 * @param secrets the secrets of the realm's clients
	 */
	public static Map<String, String> environment(String gatewayUrl, RealmSecrets secrets) {
		Map<String, String> environment = new LinkedHashMap<>(secrets.environment());
		environment.put("MEDLINKS_GATEWAY_URL", gatewayUrl);
		return Map.copyOf(environment);
	}

	/**
	 * Returns the address browsers reach a Keycloak of this machine at.
	 */
	public static String origin(int port) {
		return "http://localhost:" + port;
	}

	/**
	 * Returns the issuer of the realm <code>medlinks</code> of a Keycloak of this
	 * machine.
	 */
	public static String issuer(int port) {
		return origin(port) + "/realms/medlinks";
	}

	private void build() throws IOException, InterruptedException {
		Path lockFile = this.distribution.resolveSibling("keycloak-build.lock");
		try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock _ = channel.lock()) {
			if (isBuilt()) {
				return;
			}
			Path log = this.distribution.resolveSibling("keycloak-build.log");
			Process build = new ProcessBuilder(
					command(this.distribution, List.of("-Xmx512m"), List.of("build", "--db=dev-file")))
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			if (!build.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
				build.destroyForcibly();
				throw new IOException(
						"Keycloak was not built within " + BUILD_LIMIT.toMinutes() + " minutes, see " + log);
			}
			if (build.exitValue() != 0) {
				throw new IOException("Keycloak could not be built, see " + log);
			}
			Files.createFile(builtMarker());
		}
	}

	private Path builtMarker() {
		return this.distribution.resolve("lib/quarkus/built-for-medlinks");
	}

	// The same as bin/kc.sh, without the shell in between that would outlive a killed
	// JVM.
	private List<String> command(Path home, List<String> options, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(JavaCommand.java());
		command.addAll(List.of("-Dfile.encoding=UTF-8", "-XX:+ExitOnOutOfMemoryError", "-Duser.language=en",
				"-Duser.country=US", "--add-opens=java.base/java.util=ALL-UNNAMED",
				"--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
				"--add-opens=java.base/java.security=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
				"--enable-native-access=ALL-UNNAMED",
				"-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
				"-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Dpicocli.disable.closures=true",
				"-Dquarkus-log-max-startup-records=10000"));
		command.addAll(options);
		command.add("-Dkc.home.dir=" + home);
		command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
		command.add("-cp");
		command.add(home.resolve("lib/quarkus-run.jar").toString());
		command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
		command.addAll(arguments);
		return command;
	}

	private static void link(Path link, Path target) throws IOException {
		if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
			return;
		}
		Files.deleteIfExists(link);
		Files.createSymbolicLink(link, target);
	}

	private static void replace(Path from, Path to) throws IOException {
		delete(to);
		Files.walkFileTree(from, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Files.createDirectories(to.resolve(from.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return;
		}
		try (var paths = Files.walk(folder)) {
			for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		}
	}

}
