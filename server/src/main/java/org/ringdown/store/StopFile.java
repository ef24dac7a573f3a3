package org.ringdown.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the operator has stopped: a line each, such as "user alice". The whole file is written anew, and takes the place of the old one. */
public final class StopFile {
    private static final Logger LOG = LoggerFactory.getLogger(StopFile.class);

    private final Optional<Path> path;

    /** @param path empty where nothing is kept */
    StopFile(Optional<Path> path) {
        this.path = path;
    }

    /** A line that cannot be read is in the log: somebody may believe that it still holds. */
    public List<Stop> read() throws IOException {
        if (path.isEmpty() || !Files.exists(path.get())) return List.of();
        var stops = new ArrayList<Stop>();
        for (var line : Files.readAllLines(path.get())) {
            var parts = line.split(" ", 2);
            Stop.of(parts[0], parts.length > 1 ? parts[1] : "")
                    .ifPresentOrElse(
                            stops::add,
                            () -> LOG.warn("{} has a line that says nothing", path.get()));
        }
        return stops;
    }

    public void write(List<Stop> stops) throws IOException {
        if (path.isEmpty()) return;
        var next = path.get().resolveSibling("stops.new");
        Files.write(
                next,
                stops.stream()
                        .map(stop -> (stop.what().word() + " " + stop.name()).strip())
                        .toList());
        Files.move(
                next,
                path.get(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
