package org.ringdown.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine's libopus, looked for once, and told to the log. */
final class OpusLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(OpusLibrary.class);

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

    static final Optional<SymbolLookup> FOUND = find();

    private OpusLibrary() {}

    @SuppressWarnings("restricted")
    private static Optional<SymbolLookup> find() {
        for (var name : NAMES) {
            try {
                var found = SymbolLookup.libraryLookup(name, Arena.global());
                if (found.find("opus_packet_get_nb_samples").isEmpty()) continue;
                LOG.info("Opus is converted to and from other codecs by {}", name);
                return Optional.of(found);
            } catch (IllegalArgumentException | IllegalCallerException e) {
                LOG.debug("no {}: {}", name, e.getMessage());
            }
        }
        LOG.warn(
                "There is no libopus on this machine: a call ends with codec-mismatch where one end speaks nothing but Opus and the"
                        + " other does not. Install it (Debian: apt-get install libopus0) and start again.");
        return Optional.empty();
    }
}
