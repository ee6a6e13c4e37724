package io.medlinks.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.medlinks.drill.stack.RunningStack;

/**
 * MedLinks as <code>./medlinks start</code> would run it, two instances of everything, in
 * a folder and on ports of its own; ended with the tests.
 */
final class RunningSystem implements AutoCloseable {

	private final RunningStack stack;

	private RunningSystem(RunningStack stack) {
		this.stack = stack;
	}

	static RunningSystem start() {
		Path root = Path.of(System.getProperty("medlinks.root", "../..")).toAbsolutePath().normalize();
		try {
			RunningStack stack = RunningStack.start(root, root.resolve("infra/e2e/target/medlinks"),
					System.out::println, "--instances", "2");
			stack.realm().hashPasswordsCheaply();
			return new RunningSystem(stack);
		}
		catch (IOException ex) {
			throw new IllegalStateException("MedLinks did not start", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Starting MedLinks was interrupted", ex);
		}
	}

	/** An address at the gateway. */
	String url(String path) {
		return this.stack.gateway() + path;
	}

	RunningStack stack() {
		return this.stack;
	}

	/**
	 * What is not as its source says, in any projection of any service.
	 */
	List<String> disagreements() throws IOException, InterruptedException {
		return this.stack.reconcile(false);
	}

	@Override
	public void close() {
		this.stack.close();
	}

}
