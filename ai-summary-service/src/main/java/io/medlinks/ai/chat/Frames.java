package io.medlinks.ai.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fixed sentences of answers in each language.
 */
final class Frames {

	private static final String FILE = "chat/frames.json";

	private final Map<String, Map<String, String>> sentences;

	private Frames(Map<String, Map<String, String>> sentences) {
		this.sentences = sentences;
	}

	@SuppressWarnings("unchecked")
	static Frames load() {
		try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
			return new Frames(JsonMapper.shared().readValue(file, Map.class));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The fixed sentences cannot be read", ex);
		}
	}

	/** The sentences by name, for tests. */
	Map<String, Map<String, String>> all() {
		return this.sentences;
	}

	String of(ChatLanguage language, String name) {
		String sentence = this.sentences.getOrDefault(name, Map.of()).get(language.code());
		if (sentence == null) {
			throw new IllegalArgumentException("No sentence " + name + " in " + language.code());
		}
		return sentence;
	}

}
