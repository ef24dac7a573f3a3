package org.ringdown.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Stop;
import org.ringdown.store.StopFile;

/** What the operator has stopped: at once, and in the store's folder, so that a restart does not let it go on. */
public final class StopKeeper {
    private final Limits limits;
    private final StopFile file;

    public StopKeeper(Limits limits, StopFile file) {
        this.limits = limits;
        this.file = file;
    }

    List<Stop> all() {
        return limits.stopped();
    }

    /** How many calls are told to end; empty where too much is stopped already. */
    synchronized Optional<Integer> stop(Stop stop) throws IOException {
        var ended = limits.stop(stop);
        file.write(limits.stopped());
        return ended;
    }

    synchronized boolean resume(Stop stop) throws IOException {
        boolean was = limits.resume(stop);
        file.write(limits.stopped());
        return was;
    }
}
