package org.ringdown.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Files of other projects, from the folder that {@code RINGDOWN_VECTORS} names; they are not part of this repository. */
public final class Corpus {
    private Corpus() {}

    /** Gives each file of a folder to {@code reader}, and prints how many there were, or that there were none. */
    public static void forEach(String folder, Consumer<byte[]> reader) throws IOException {
        var root = System.getenv("RINGDOWN_VECTORS");
        var path = Path.of(root == null ? "" : root, folder);
        if (root == null || !Files.isDirectory(path)) {
            System.out.println("corpus " + folder + ": not run, RINGDOWN_VECTORS has none");
            return;
        }
        List<Path> files;
        try (var list = Files.walk(path)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        for (var file : files) {
            try {
                reader.accept(Files.readAllBytes(file));
            } catch (RuntimeException e) {
                throw new AssertionError(file + " was not taken well", e);
            }
        }
        System.out.println("corpus " + folder + ": " + files.size() + " files read");
    }
}
