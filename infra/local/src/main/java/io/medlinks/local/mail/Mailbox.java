package io.medlinks.local.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The mails that were caught, one file each; the oldest go when there are too many.
 */
final class Mailbox {

	private static final String SUFFIX = ".eml";

	private static final String ID = "[0-9]{13}-[0-9a-f]{8}";

	private static final int DIGITS_OF_THE_TIME = 13;

	private final SplittableRandom random = new SplittableRandom();

	private final Path folder;

	private final int most;

	private final ConcurrentSkipListMap<String, CaughtMail> mails = new ConcurrentSkipListMap<>();

	/**
	 * Opens a folder, which is made where there is none.
	 * @param folder where the mails are kept
	 * @param most how many mails are kept
	 */
	Mailbox(Path folder, int most) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.most = most;
		try (var files = Files.list(folder)) {
			for (Path file : files.toList()) {
				String name = String.valueOf(file.getFileName());
				if (name.matches(ID + "\\" + SUFFIX)) {
					String id = name.substring(0, name.length() - SUFFIX.length());
					this.mails.put(id, content(id, Files.readAllBytes(file)).mail());
				}
			}
		}
	}

	/**
	 * Keeps a mail; it is on disk when this returns.
	 * @param from the sender of the envelope
	 * @param to the recipients of the envelope
	 * @param source the mail as it came
	 * @return its id
	 */
	synchronized String keep(String from, List<String> to, byte[] source) throws IOException {
		ByteArrayOutputStream kept = new ByteArrayOutputStream();
		kept.writeBytes(header(MailContent.SENDER, from));
		for (String recipient : to) {
			kept.writeBytes(header(MailContent.RECIPIENT, recipient));
		}
		kept.writeBytes(source);
		String id = nextId();
		CaughtMail mail = content(id, kept.toByteArray()).mail();
		Path next = this.folder.resolve(id + ".next");
		Files.write(next, kept.toByteArray());
		Files.move(next, file(id), StandardCopyOption.ATOMIC_MOVE);
		this.mails.put(id, mail);
		while (this.mails.size() > this.most) {
			remove(this.mails.firstKey());
		}
		return id;
	}

	private String nextId() {
		long now = System.currentTimeMillis();
		if (!this.mails.isEmpty()) {
			// Later ones stand behind earlier ones, also within one millisecond.
			now = Math.max(now, Long.parseLong(this.mails.lastKey().substring(0, DIGITS_OF_THE_TIME)) + 1);
		}
		return String.format("%013d-%08x", now, this.random.nextInt());
	}

	private static byte[] header(String name, String value) {
		return (name + ": " + value.replaceAll("[\\r\\n]", "") + "\r\n").getBytes(StandardCharsets.UTF_8);
	}

	/** All mails, the newest first. */
	List<CaughtMail> newestFirst() {
		return List.copyOf(this.mails.descendingMap().values());
	}

	/** A mail as it is kept. */
	Optional<byte[]> source(String id) throws IOException {
		return this.mails.containsKey(id) ? Optional.of(Files.readAllBytes(file(id))) : Optional.empty();
	}

	/** What a mail says. */
	Optional<MailContent> content(String id) throws IOException {
		Optional<byte[]> source = source(id);
		return source.isPresent() ? Optional.of(content(id, source.get())) : Optional.empty();
	}

	private static MailContent content(String id, byte[] source) throws IOException {
		return MailContent.read(id, Instant.ofEpochMilli(Long.parseLong(id.substring(0, DIGITS_OF_THE_TIME))), source);
	}

	/** Forgets all mails. */
	synchronized void clear() throws IOException {
		for (String id : this.mails.keySet()) {
			remove(id);
		}
	}

	private void remove(String id) throws IOException {
		this.mails.remove(id);
		Files.deleteIfExists(file(id));
	}

	private Path file(String id) {
		return this.folder.resolve(id + SUFFIX);
	}

}
