package org.ringdown.interop.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;

/** What esbuild makes of scripts and libraries from npm: each into one file; nothing in them is changed. */
public final class Bundles {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ENTRIES =
            Map.of(
                    "jssip.js", "node_modules/jssip/lib/JsSIP.js",
                    "sipjs.js", "node_modules/sip.js/lib/index.js");

    private Bundles() {}

    /** The file of a library of the name {@code name}, an ES module that a page can load, made now. */
    static Path make(String name) {
        var folder =
                Path.of(System.getProperty("interop.folder", "target/interop"), "bundle")
                        .toAbsolutePath();
        return make(
                Path.of(ENTRIES.get(name)).toAbsolutePath(), folder.resolve(name), "--format=esm");
    }

    /** One file {@code out} of {@code entry} and all that it imports. */
    public static Path make(Path entry, Path out, String... options) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of("node_modules/.bin/esbuild").toAbsolutePath().toString(),
                                entry.toString(),
                                "--bundle",
                                "--outfile=" + out));
        command.addAll(List.of(options));
        var name = "esbuild-" + out.getFileName();
        try (var esbuild = Program.start(name, out.getParent(), Map.of(), command)) {
            if (esbuild.awaitExit(PATIENCE) != 0) throw new AssertionError(esbuild.tail());
        }
        return out;
    }

    static boolean has(String name) {
        return ENTRIES.containsKey(name);
    }
}
