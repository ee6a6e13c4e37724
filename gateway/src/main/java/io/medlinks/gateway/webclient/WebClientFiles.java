package io.medlinks.gateway.webclient;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The built web client, held in memory: about a megabyte.
 */
@Component
public class WebClientFiles {

	private static final String FOLDER = "/static/";

	private static final String INDEX = "/index.html";

	/** Pages that anyone may open; the groups' pages are guarded before they get here. */
	private static final Set<String> OPEN_PAGES = Set.of("/", "/signed-out", "/registration");

	private static final Set<String> GROUPS = Set.of("patient", "doctor", "operator");

	private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html;charset=UTF-8"),
			Map.entry("js", "text/javascript;charset=UTF-8"), Map.entry("css", "text/css;charset=UTF-8"),
			Map.entry("json", "application/json"), Map.entry("webmanifest", "application/manifest+json"),
			Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"),
			Map.entry("woff2", "font/woff2"), Map.entry("txt", "text/plain;charset=UTF-8"));

	private final Map<String, WebClientFile> files;

	WebClientFiles() throws IOException {
		this.files = read();
	}

	/**
	 * Whether anyone may read what stands at an address.
	 * @param path the address
	 */
	public boolean isOpen(String path) {
		return OPEN_PAGES.contains(path) || this.files.containsKey(path);
	}

	/**
	 * What stands at an address: a file, or for a page the client that draws it.
	 * @param path the address
	 */
	public Optional<WebClientFile> find(String path) {
		WebClientFile file = this.files.get(isPage(path) ? INDEX : path);
		return Optional.ofNullable(file);
	}

	private static boolean isPage(String path) {
		int end = path.indexOf('/', 1);
		String first = path.substring(1, (end > 0) ? end : path.length());
		return OPEN_PAGES.contains(path) || GROUPS.contains(first);
	}

	private static Map<String, WebClientFile> read() throws IOException {
		Map<String, byte[]> contents = new HashMap<>();
		Resource[] resources = new PathMatchingResourcePatternResolver().getResources("classpath*:static/**/*");
		for (Resource resource : resources) {
			String address = resource.getURL().toString();
			if (resource.isReadable() && !address.endsWith("/")) {
				contents.put(address.substring(address.lastIndexOf(FOLDER) + FOLDER.length() - 1),
						resource.getContentAsByteArray());
			}
		}
		Map<String, WebClientFile> files = new HashMap<>();
		contents.forEach((path, content) -> {
			@Nullable String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
			if (type != null) {
				files.put(path, new WebClientFile(path, type, "\"" + hash(content) + "\"", content,
						contents.get(path + ".gz"), contents.get(path + ".br")));
			}
		});
		return Map.copyOf(files);
	}

	private static String hash(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
