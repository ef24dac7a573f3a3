package org.ringdown.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that have ended and whose last word is still to come, in a file of their own: a process that is killed meanwhile has lost
 * none. Part of the spool's thread.
 */
final class Endings {
    /** When the file is written anew, without those that have had their last word. */
    private static final long LARGE = 4 * 1024 * 1024;

    private final Folder folder;
    private final Disk disk;
    private final Map<String, String> open = new LinkedHashMap<>();
    private long size;

    Endings(Folder folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    void update(List<String> ended, Map<String, String> still) throws IOException {
        open.keySet().removeAll(ended);
        var news = new StringBuilder();
        still.forEach((id, line) -> {
            if (!open.containsKey(id)) news.append(line);
        });
        if (!news.isEmpty()) append(news.toString());
        open.putAll(still);
        if (size > 0 && open.isEmpty() || size > LARGE) rewrite();
    }

    private void append(String lines) throws IOException {
        var bytes = lines.getBytes(StandardCharsets.UTF_8);
        disk.append(folder.endings(), bytes);
        size += bytes.length;
    }

    private void rewrite() throws IOException {
        if (open.isEmpty()) {
            Files.deleteIfExists(folder.endings());
            size = 0;
            return;
        }
        var bytes = String.join("", open.values()).getBytes(StandardCharsets.UTF_8);
        var anew = folder.endings().resolveSibling("endings.new");
        Files.deleteIfExists(anew);
        disk.append(anew, bytes);
        Files.move(anew, folder.endings(), StandardCopyOption.REPLACE_EXISTING);
        size = bytes.length;
    }

    /** What a process that was killed left here goes to the files of its days, unless it is there already. */
    void bringOver() throws UnusableException {
        try {
            if (!Files.exists(folder.endings())) return;
            for (var day : leftBehind().entrySet()) {
                var known = idsIn(day.getKey());
                var missing = new StringBuilder();
                day.getValue()
                        .forEach((id, line) -> {
                            if (!known.contains(id)) missing.append(line).append('\n');
                        });
                if (!missing.isEmpty())
                    disk.append(day.getKey(), missing.toString().getBytes(StandardCharsets.UTF_8));
            }
            Files.delete(folder.endings());
        } catch (IOException e) {
            throw Folder.unusable(folder.endings().getParent(), e);
        }
    }

    private Map<Path, Map<String, String>> leftBehind() throws IOException {
        var days = new LinkedHashMap<Path, Map<String, String>>();
        try (var lines = Lines.of(folder.endings(), 0)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                var row = CallRow.read(line.get());
                if (row.isEmpty()) continue;
                var day = folder.day(Folder.dayOf(row.get().ended()));
                days.computeIfAbsent(day, _ -> new LinkedHashMap<>())
                        .put(row.get().id(), line.get());
            }
        }
        return days;
    }

    private static Set<String> idsIn(Path day) throws IOException {
        var ids = new HashSet<String>();
        if (!Files.exists(day)) return ids;
        try (var lines = Lines.of(day, 0)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next())
                CallRow.read(line.get()).map(CallRow::id).ifPresent(ids::add);
        }
        return ids;
    }
}
