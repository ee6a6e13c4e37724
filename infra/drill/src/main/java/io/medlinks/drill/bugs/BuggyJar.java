package io.medlinks.drill.bugs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes a copy of a module's jar in which one class has a bug. A class of the shared
 * library is put beside the module's own, where it is found first.
 */
final class BuggyJar {

	private static final String CLASSES = "BOOT-INF/classes";

	private static final String LIBRARIES = "BOOT-INF/lib";

	private final Path root;

	private final Path folder;

	/**
	 * A maker.
	 * @param root the folder of the whole repository, which is built
	 * @param folder where it works
	 */
	BuggyJar(Path root, Path folder) {
		this.root = root;
		this.folder = folder;
	}

	/** The module's jar as it was built. */
	Path original(String module) {
		return this.root.resolve(module).resolve("target").resolve(module + ".jar");
	}

	/**
	 * Makes the jar.
	 * @throws IOException where the source with the bug does not compile
	 */
	Path with(PlantedBug bug) throws IOException {
		Path unpacked = unpack(bug.module());
		Path work = this.folder.resolve("work");
		delete(work);
		Path source = work.resolve("src").resolve(Path.of(bug.source()).getFileName());
		Path compiled = work.resolve("classes");
		Files.createDirectories(source.getParent());
		Files.createDirectories(compiled);
		Files.writeString(source, bug.plantedIn(Files.readString(this.root.resolve(bug.source()))));
		compile(source, compiled, unpacked);
		Path jar = this.folder.resolve(bug.module() + "-buggy.jar");
		Files.copy(original(bug.module()), jar, StandardCopyOption.REPLACE_EXISTING);
		try (FileSystem files = FileSystems.newFileSystem(jar)) {
			Path target = files.getPath(CLASSES, bug.packagePath());
			Files.createDirectories(target);
			try (Stream<Path> classes = Files.list(compiled.resolve(bug.packagePath()))) {
				for (Path one : classes.toList()) {
					Files.copy(one, target.resolve(one.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
				}
			}
		}
		return jar;
	}

	private static void compile(Path source, Path compiled, Path unpacked) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		String classPath;
		try (Stream<Path> libraries = Files.list(unpacked.resolve("lib"))) {
			classPath = Stream.concat(Stream.of(unpacked.resolve("classes")), libraries)
				.map(Path::toString)
				.collect(Collectors.joining(File.pathSeparator));
		}
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			StringWriter said = new StringWriter();
			boolean done = compiler
				.getTask(said, files, null,
						List.of("-d", compiled.toString(), "-cp", classPath, "-proc:none", "-parameters", "-g",
								"-nowarn"),
						null, files.getJavaFileObjects(source))
				.call();
			if (!done) {
				throw new IOException("The bug does not compile: " + said);
			}
		}
	}

	private Path unpack(String module) throws IOException {
		Path target = this.folder.resolve(module);
		if (Files.exists(target.resolve("lib"))) {
			return target;
		}
		Files.createDirectories(target.resolve("lib"));
		try (FileSystem files = FileSystems.newFileSystem(original(module));
				Stream<Path> libraries = Files.list(files.getPath(LIBRARIES));
				Stream<Path> classes = Files.walk(files.getPath(CLASSES))) {
			for (Path library : libraries.toList()) {
				Files.copy(library, target.resolve("lib").resolve(library.getFileName().toString()));
			}
			for (Path one : classes.toList()) {
				Path copy = target.resolve("classes").resolve(files.getPath(CLASSES).relativize(one).toString());
				if (Files.isDirectory(one)) {
					Files.createDirectories(copy);
				}
				else {
					Files.copy(one, copy);
				}
			}
		}
		return target;
	}

	static void delete(Path folder) throws IOException {
		if (Files.exists(folder)) {
			try (Stream<Path> inside = Files.walk(folder)) {
				inside.sorted(Comparator.reverseOrder()).forEach((path) -> {
					try {
						Files.delete(path);
					}
					catch (IOException ex) {
						throw new UncheckedIOException(ex);
					}
				});
			}
		}
	}

}
