package org.ringdown.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of this machine's libopus (opus.h, 1.1 or later), looked for once.
 *
 * <p>Coders live in memory that we give them, so that there is nothing to free but that.
 */
final class LibOpus {
    static final int OK = 0;

    private static final Logger LOG = LoggerFactory.getLogger(LibOpus.class);

    /** As dynamic linkers know it, then where package managers of other systems put it. */
    private static final List<String> NAMES =
            List.of(
                    "libopus.so.0",
                    "libopus.so",
                    "libopus.0.dylib",
                    "/opt/homebrew/lib/libopus.0.dylib",
                    "/usr/local/lib/libopus.0.dylib",
                    "opus.dll",
                    "libopus-0.dll");

    private static final Optional<SymbolLookup> LIBRARY = find();
    static final boolean PRESENT = LIBRARY.isPresent();

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
    private static final MethodHandle VERSION =
            LIBRARY.map(_ -> handle("opus_get_version_string", FunctionDescriptor.of(ADDRESS)))
                    .orElse(null);

    static {
        if (PRESENT) LOG.info("Opus is converted to and from other codecs by {}", version());
        else
            LOG.warn(
                    "There is no libopus on this machine: a call ends with codec-mismatch where one end speaks nothing but Opus and the"
                            + " other does not. Install it (Debian: apt-get install libopus0) and start again.");
    }

    private LibOpus() {}

    /** What it calls itself. */
    private static String version() {
        try {
            var text = (MemorySegment) VERSION.invokeExact();
            return readable(text).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment readable(MemorySegment text) {
        return text.reinterpret(64);
    }

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

    @SuppressWarnings("restricted")
    private static Optional<SymbolLookup> find() {
        for (var name : NAMES) {
            try {
                var found = SymbolLookup.libraryLookup(name, Arena.global());
                if (found.find("opus_packet_get_nb_samples").isPresent()) return Optional.of(found);
            } catch (IllegalArgumentException | IllegalCallerException e) {
                LOG.debug("no {}: {}", name, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** A function that takes these and returns an int. */
    private static MethodHandle function(String name, MemoryLayout... takes) {
        return variadic(name, takes.length, takes);
    }

    private static MethodHandle variadic(String name, int fixed, MemoryLayout... takes) {
        if (LIBRARY.isEmpty()) return null;
        var shape = FunctionDescriptor.of(JAVA_INT, takes);
        return fixed == takes.length
                ? handle(name, shape)
                : handle(name, shape, Linker.Option.firstVariadicArg(fixed));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        return Linker.nativeLinker()
                .downcallHandle(LIBRARY.orElseThrow().findOrThrow(name), shape, options);
    }
}
