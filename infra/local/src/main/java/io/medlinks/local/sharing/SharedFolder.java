package io.medlinks.local.sharing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import io.medlinks.local.process.ProcessIdentity;

/**
 * The folder through which the JVMs of a build find the parts they share: addresses, the
 * processes behind them, and the builds that still need them.
 */
final class SharedFolder {

	private final Path folder;

	SharedFolder(Path root) throws IOException {
		this.folder = Files.createDirectories(root.resolve("target/test-parts").toAbsolutePath());
	}

	Path dataOf(SharedPart part) {
		return this.folder.resolve(part.fileName() + ".data");
	}

	Path logOf(SharedPart part) {
		return this.folder.resolve(part.fileName() + ".log");
	}

	/**
	 * Waits until no other process works on the same part.
	 */
	Lock lock(SharedPart part) throws IOException {
		FileChannel channel = FileChannel.open(this.folder.resolve(part.fileName() + ".lock"),
				StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		return new Lock(channel, channel.lock());
	}

	void addUser(ProcessIdentity user) throws IOException {
		Path file = Files.createDirectories(this.folder.resolve("users")).resolve(user.toString());
		if (!Files.exists(file)) {
			Files.createFile(file);
		}
	}

	boolean hasUsers() throws IOException {
		Path users = this.folder.resolve("users");
		if (!Files.isDirectory(users)) {
			return false;
		}
		boolean used = false;
		try (var files = Files.list(users)) {
			for (Path file : files.toList()) {
				if (ProcessIdentity.parse(file.getFileName().toString()).isAlive()) {
					used = true;
				}
				else {
					Files.deleteIfExists(file);
				}
			}
		}
		return used;
	}

	Optional<String> address(SharedPart part) throws IOException {
		Properties properties = read(part);
		String address = properties.getProperty("address");
		boolean alive = address != null && ProcessIdentity.parse(properties.getProperty("process")).isAlive();
		return alive ? Optional.of(address) : Optional.empty();
	}

	List<ProcessIdentity> processes(SharedPart part) throws IOException {
		Properties properties = read(part);
		List<ProcessIdentity> processes = new ArrayList<>();
		for (String key : List.of("process", "child")) {
			String process = properties.getProperty(key);
			if (process != null) {
				processes.add(ProcessIdentity.parse(process));
			}
		}
		return processes;
	}

	/**
	 * Notes something about a part, keeping what was noted before.
	 */
	void note(SharedPart part, String key, String value) throws IOException {
		Properties properties = read(part);
		properties.setProperty(key, value);
		Path file = fileOf(part);
		Path next = file.resolveSibling(file.getFileName() + ".next");
		try (var writer = Files.newBufferedWriter(next)) {
			properties.store(writer, null);
		}
		Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	void forget(SharedPart part) throws IOException {
		Files.deleteIfExists(fileOf(part));
	}

	private Properties read(SharedPart part) throws IOException {
		Properties properties = new Properties();
		if (Files.exists(fileOf(part))) {
			try (var reader = Files.newBufferedReader(fileOf(part))) {
				properties.load(reader);
			}
		}
		return properties;
	}

	private Path fileOf(SharedPart part) {
		return this.folder.resolve(part.fileName() + ".properties");
	}

	/**
	 * A lock between processes, held until closed.
	 */
	record Lock(FileChannel channel, FileLock lock) implements AutoCloseable {

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

}
