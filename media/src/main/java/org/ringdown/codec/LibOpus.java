package org.ringdown.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of {@link OpusLibrary} (opus.h, 1.1 or later). To make them callable takes a tenth of a second, which is why the library is found
 * elsewhere.
 *
 * <p>Coders live in memory that we give them, so that there is nothing to free but that.
 */
final class LibOpus {
    static final int OK = 0;

    // Constants, so that the compiler sees through them. Where there is no library nobody calls
    // them.
    static final MethodHandle ENCODER_SIZE = function("opus_encoder_get_size", JAVA_INT);
    static final MethodHandle ENCODER_INIT =
            function("opus_encoder_init", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    static final MethodHandle ENCODE =
            function("opus_encode", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle DECODER_SIZE = function("opus_decoder_get_size", JAVA_INT);
    static final MethodHandle DECODER_INIT =
            function("opus_decoder_init", ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle DECODE =
            function("opus_decode", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle PACKET_SAMPLES =
            function("opus_packet_get_nb_samples", ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SET =
            variadic("opus_encoder_ctl", 2, ADDRESS, JAVA_INT, JAVA_INT);

    private LibOpus() {}

    /** Sets one property of an encoder (opus_defines.h). */
    static void set(MemorySegment encoder, int request, int value) {
        try {
            check((int) SET.invokeExact(encoder, request, value));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void check(int code) {
        if (code != OK) throw new IllegalStateException("libopus says " + code);
    }

    /** Nothing that these functions do throws: then it is a mistake of ours, or of the linker. */
    static RuntimeException broken(Throwable cause) {
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(cause);
    }

    /** A function that takes these and returns an int. */
    private static MethodHandle function(String name, MemoryLayout... takes) {
        return variadic(name, takes.length, takes);
    }

    private static MethodHandle variadic(String name, int fixed, MemoryLayout... takes) {
        if (OpusLibrary.FOUND.isEmpty()) return null;
        var shape = FunctionDescriptor.of(JAVA_INT, takes);
        return fixed == takes.length
                ? handle(name, shape)
                : handle(name, shape, Linker.Option.firstVariadicArg(fixed));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        return Linker.nativeLinker()
                .downcallHandle(OpusLibrary.FOUND.orElseThrow().findOrThrow(name), shape, options);
    }
}
