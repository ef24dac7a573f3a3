package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder with programs of Debian's unstable branch that {@code interop/sid.sh} unpacked, run through the loader and the libraries
 * that they were made for.
 */
final class Sid {
    private static final String STAMP = "complete-1"; // as in sid.sh

    private Sid() {}

    /** The command line of a program such as {@code usr/sbin/asterisk}; an {@link AssertionError} with the reason if it is not there. */
    static List<String> command(String program, List<String> arguments) {
        var root = root();
        var command =
                new ArrayList<>(
                        List.of(
                                root.resolve("usr/lib64/ld-linux-x86-64.so.2").toString(),
                                "--library-path",
                                root.resolve("usr/lib/x86_64-linux-gnu").toString(),
                                root.resolve(program).toString()));
        command.addAll(arguments);
        return command;
    }

    /** Where the packages were unpacked; inside it everything is where Debian has it. */
    static Path root() {
        var folder = folder();
        if (!Files.exists(folder.resolve(STAMP)))
            throw new AssertionError("programs of Debian sid are missing: " + why(folder));
        return folder.resolve("root");
    }

    private static Path folder() {
        var cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("ringdown/debian-sid");
    }

    private static String why(Path folder) {
        try {
            var why = folder.resolve("why");
            return Files.exists(why) ? Files.readString(why) : "interop/sid.sh was not run";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
