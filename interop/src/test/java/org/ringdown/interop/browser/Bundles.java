package org.ringdown.interop.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;

/** Libraries from npm, each made into one ES module that a page can load; nothing in them is changed. */
final class Bundles {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ENTRIES =
            Map.of(
                    "jssip.js", "node_modules/jssip/lib/JsSIP.js",
                    "sipjs.js", "node_modules/sip.js/lib/index.js");

    private Bundles() {}

    /** The file of {@code name}, made now. */
    static Path make(String name) {
        var folder =
                Path.of(System.getProperty("interop.folder", "target/interop"), "bundle")
                        .toAbsolutePath();
        var out = folder.resolve(name);
        var command =
                List.of(
                        Path.of("node_modules/.bin/esbuild").toAbsolutePath().toString(),
                        Path.of(ENTRIES.get(name)).toAbsolutePath().toString(),
                        "--bundle",
                        "--format=esm",
                        "--outfile=" + out);
        try (var esbuild = Program.start("esbuild-" + name, folder, Map.of(), command)) {
            if (esbuild.awaitExit(PATIENCE) != 0) throw new AssertionError(esbuild.tail());
        }
        return out;
    }

    static boolean has(String name) {
        return ENTRIES.containsKey(name);
    }
}
