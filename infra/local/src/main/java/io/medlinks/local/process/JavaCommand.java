package io.medlinks.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the local stack's own Java programs.
 */
public final class JavaCommand {

	private JavaCommand() {
	}

	/**
	 * Returns the <code>java</code> that runs this program.
	 */
	public static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/**
	 * Returns the command that runs a main class of this module.
	 * @param root the folder of the whole repository
	 * @param options options of the JVM
	 * @param mainClass the class to run
	 * @param arguments what it gets
	 */
	public static List<String> local(Path root, List<String> options, String mainClass, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(java());
		command.addAll(options);
		command.add("--enable-native-access=ALL-UNNAMED");
		command.add("-cp");
		command.add(classPath(root));
		command.add(mainClass);
		command.addAll(arguments);
		return command;
	}

	private static String classPath(Path root) {
		Path target = root.resolve("infra/local/target");
		Path classes = target.resolve("classes");
		Path own = Files.isDirectory(classes) ? classes : target.resolve("medlinks-local.jar");
		return own + java.io.File.pathSeparator + target.resolve("lib") + java.io.File.separator + "*";
	}

}
