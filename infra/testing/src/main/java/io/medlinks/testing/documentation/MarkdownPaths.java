package io.medlinks.testing.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paths that Markdown files name: the targets of links, and what stands as code and
 * begins like a folder of the repository.
 */
public final class MarkdownPaths {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");

	private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");

	private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".medlinks", "dist");

	private final Path root;

	/**
	 * Paths of a repository.
	 * @param root its folder
	 */
	public MarkdownPaths(Path root) {
		this.root = root.toAbsolutePath().normalize();
	}

	/**
	 * Returns what is named and does not exist, as <code>file names path</code>.
	 */
	public List<String> broken() {
		List<String> broken = new ArrayList<>();
		for (Path file : files()) {
			String text = read(file);
			Path folder = file.resolveSibling("");
			matches(LINK, text).filter((target) -> !target.matches("[a-z]+:.*"))
				.filter((target) -> !Files.exists(folder.resolve(target)))
				.forEach((target) -> broken.add(this.root.relativize(file) + " names " + target));
			matches(CODE, text).filter(this::isPath)
				.filter((path) -> !Files.exists(this.root.resolve(path)))
				.forEach((path) -> broken.add(this.root.relativize(file) + " names " + path));
		}
		return broken;
	}

	/**
	 * Returns the Markdown files of the repository.
	 */
	public List<Path> files() {
		try (Stream<Path> files = Files.find(this.root, 12,
				(file, _) -> file.toString().endsWith(".md") && isOurs(this.root.relativize(file)))) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isPath(String code) {
		int slash = code.indexOf('/');
		return slash > 0 && code.matches("[\\w./-]+") && isOurs(Path.of(code))
				&& Files.isDirectory(this.root.resolve(code.substring(0, slash)));
	}

	private static boolean isOurs(Path file) {
		for (Path part : file) {
			if (NOT_OURS.contains(part.toString())) {
				return false;
			}
		}
		return true;
	}

	private static Stream<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((match) -> match.group(1));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
