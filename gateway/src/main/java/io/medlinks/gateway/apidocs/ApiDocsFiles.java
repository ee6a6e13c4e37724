package io.medlinks.gateway.apidocs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The viewer's page and the files of Swagger UI that it needs.
 */
@Component
public class ApiDocsFiles {

	private static final String SWAGGER = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

	private static final Map<String, String> PLACES = Map.of("index.html", "classpath*:apidocs/", "start.js",
			"classpath*:apidocs/", "swagger-ui.css", SWAGGER, "swagger-ui-bundle.js", SWAGGER,
			"swagger-ui-standalone-preset.js", SWAGGER);

	/**
	 * A file; reading it may block.
	 * @param name its name
	 */
	public Optional<byte[]> read(String name) {
		String place = PLACES.get(name);
		if (place == null) {
			return Optional.empty();
		}
		try {
			Resource[] found = new PathMatchingResourcePatternResolver().getResources(place + name);
			return (found.length > 0) ? Optional.of(found[0].getContentAsByteArray()) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A file of the API's viewer cannot be read", ex);
		}
	}

}
