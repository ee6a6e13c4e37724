package io.medlinks.drill.stack;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;

import org.jspecify.annotations.Nullable;

/**
 * Lets a process die where the drill says, as <code>kill -9</code> would: the drill
 * writes a crash point's name into a file named by the process's port. The crash points
 * themselves do nothing; this has each of them ask here first. It travels in a jar of its
 * own, which only the drill puts into a process, and uses nothing but the JDK.
 */
public final class CrashAgent implements ClassFileTransformer {

	/** Of the platform, whose classes the drill does not have beside it. */
	private static final String CRASH_POINT = "io/medlinks/platform/crash/CrashPoint";

	private static final MethodTypeDesc NAME = MethodTypeDesc.of(ConstantDescs.CD_String);

	private static final MethodTypeDesc REACHED = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

	/** What the file is called after its order that says which order has been heard. */
	static final String HEARD = ".heard";

	private static final int KILLED = 137;

	private static final long LOOK_MILLIS = 20;

	private static volatile String armed = "";

	/** Whoever has not loaded or cannot rewrite the class hears nothing. */
	private static volatile boolean rewritten;

	private CrashAgent() {
	}

	/**
	 * Called by the JVM before the application starts.
	 * @param folder where the drill writes
	 * @param instrumentation loads the crash points' class as it is rewritten here
	 */
	public static void premain(String folder, Instrumentation instrumentation) {
		String port = String.valueOf(System.getenv("SERVER_PORT"));
		Path order = Path.of(folder, port);
		Path heard = Path.of(folder, port + HEARD);
		Thread.ofPlatform().daemon().name("crash-agent").start(() -> look(order, heard));
		instrumentation.addTransformer(new CrashAgent());
	}

	/** Rewritten once, when the class is loaded; all others are left as they are. */
	@Override
	public byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String name,
			@Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] bytes) {
		if (!CRASH_POINT.equals(name)) {
			return null;
		}
		try {
			ClassFile classes = ClassFile.of();
			byte[] asking = classes.transformClass(classes.parse(bytes), ClassTransform.transformingMethodBodies(
					(method) -> method.methodName().equalsString("reached"), CrashAgent::askHereFirst));
			rewritten = true;
			return asking;
		}
		catch (RuntimeException | Error ex) {
			// The JVM would say nothing and load the class as it is.
			ex.printStackTrace();
			throw ex;
		}
	}

	private static void askHereFirst(CodeBuilder code, CodeElement element) {
		if (element instanceof ReturnInstruction) {
			code.aload(0)
				.invokevirtual(ClassDesc.ofInternalName(CRASH_POINT), "name", NAME)
				.invokestatic(ClassDesc.of(CrashAgent.class.getName()), "reached", REACHED);
		}
		code.with(element);
	}

	/**
	 * Called by each crash point that is reached.
	 * @param point the crash point's name
	 */
	public static void reached(String point) {
		if (point.equals(armed)) {
			Runtime.getRuntime().halt(KILLED);
		}
	}

	private static void look(Path order, Path heard) {
		while (true) {
			try {
				armed = Files.exists(order) ? Files.readString(order).strip() : "";
				if (rewritten && !armed.isEmpty() && !(Files.exists(heard) && Files.readString(heard).equals(armed))) {
					Files.writeString(heard, armed);
				}
				Thread.sleep(LOOK_MILLIS);
			}
			catch (IOException ex) {
				armed = "";
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

}
