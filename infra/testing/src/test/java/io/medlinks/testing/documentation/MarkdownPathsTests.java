package io.medlinks.testing.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.medlinks.testing.parts.TestParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownPathsTests {

	@Test
	void documentationNamesWhatExists() {
		MarkdownPaths paths = new MarkdownPaths(TestParts.root());
		assertThat(paths.files()).contains(TestParts.root().resolve("README.md"),
				TestParts.root().resolve("docs/walkthrough.md"));
		assertThat(paths.broken()).isEmpty();
	}

	@Test
	void findsWhatDoesNotExist(@TempDir Path root) throws IOException {
		Files.createDirectories(root.resolve("docs/pages"));
		Files.createDirectories(root.resolve("target"));
		Files.writeString(root.resolve("target/built.md"), "[gone](gone.md)");
		Files.writeString(root.resolve("docs/pages/there.md"), "up to [the page](../page.md#part)");
		Files.writeString(root.resolve("docs/page.md"), """
				[there](pages/there.md), [gone](pages/gone.md), [far](https://example.org/gone.md),
				`docs/page.md`, `docs/lost.md`, `docs/*.md`, `docs/target/made`, `elsewhere/file`, `/api/docs`""");
		assertThat(new MarkdownPaths(root).broken()).containsExactly("docs/page.md names pages/gone.md",
				"docs/page.md names docs/lost.md");
	}

}
