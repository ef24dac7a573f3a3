package org.ringdown.interop.net;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Moves a thread of ours into another network, with the system call that {@code ip netns exec} uses (setns(2)). */
final class Setns {
    private static final int READ_ONLY = 0;
    private static final int NETWORK = 0x40000000; // CLONE_NEWNET

    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));

    private static final MethodHandle SETNS =
            function(
                    "setns",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Setns() {}

    /** From now on the current thread opens its sockets there. It must be a platform thread, and one that nobody else uses. */
    static void enter(Path namespace) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(namespace.toString());
            int file = (int) OPEN.invokeExact(path, READ_ONLY);
            int entered = (int) SETNS.invokeExact(file, NETWORK);
            int closed = (int) CLOSE.invokeExact(file);
            if (entered != 0 || closed != 0)
                throw new IllegalStateException(
                        namespace + " cannot be entered: is it there, and are we root?");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // it has no other door
    private static MethodHandle function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
    }
}
