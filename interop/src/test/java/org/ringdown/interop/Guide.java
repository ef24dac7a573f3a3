package org.ringdown.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A guide of docs/guides: what stands between its fences, each a file of the name that the fence has. Configurations have none; the server's own tests
 * read those.
 */
record Guide(String name, Map<String, String> files) {
    private static final Path FOLDER = Path.of("../docs/guides");
    private static final Pattern FENCE =
            Pattern.compile(
                    "^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** A page of a guide. */
    record Sample(Guide guide, String page) {
        @Override
        public String toString() {
            return guide.name + ".md " + page;
        }
    }

    static Guide read(String name) {
        try {
            return new Guide(name, files(Files.readString(FOLDER.resolve(name + ".md"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Guide> all() {
        try (var folder = Files.list(FOLDER)) {
            return folder.map(path -> path.getFileName().toString().replaceFirst("\\.md$", ""))
                    .sorted()
                    .map(Guide::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(String text) {
        var files = new LinkedHashMap<String, String>();
        FENCE.matcher(text)
                .results()
                .forEach(fence -> {
                    if (fence.group(1).equals("yaml")) return;
                    if (fence.group(2) == null)
                        throw new AssertionError(
                                "a fence without a name, which nobody runs:\n" + fence.group(3));
                    files.put(fence.group(2), fence.group(3));
                });
        return files;
    }

    String file(String name) {
        if (!files.containsKey(name)) throw new AssertionError(this.name + ".md has no " + name);
        return files.get(name);
    }

    List<Sample> pages() {
        return files.keySet().stream()
                .filter(file -> file.endsWith(".html"))
                .map(page -> new Sample(this, page))
                .toList();
    }

    /** Writes its files there. */
    void unpack(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet())
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with other words in it. */
    Guide with(UnaryOperator<String> words) {
        var fitted = new LinkedHashMap<String, String>();
        files.forEach((file, text) -> fitted.put(file, words.apply(text)));
        return new Guide(name, fitted);
    }
}
