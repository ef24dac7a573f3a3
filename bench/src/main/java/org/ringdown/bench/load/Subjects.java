package org.ringdown.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ringdown and its rivals, all started; a rival that this machine cannot run is left out, and said to be. */
final class Subjects implements AutoCloseable {
    /** Rivals by the word that asks for them. */
    static final List<String> RIVALS = List.of("rtpengine", "janus", "relay");

    private interface Start {
        Subject now() throws IOException;
    }

    private final List<Subject> all = new ArrayList<>();

    Subjects(Path folder, LoadLoop loop, List<String> rivals) throws IOException {
        all.add(new RingdownSubject(folder.resolve("ringdown"), loop));
        var starts = starts(folder, loop);
        for (var rival : rivals) start(rival, starts.get(rival));
    }

    private static Map<String, Start> starts(Path folder, LoadLoop loop) {
        var starts = new LinkedHashMap<String, Start>();
        starts.put("rtpengine", () -> new RtpEngineSubject(folder.resolve("rtpengine")));
        starts.put("janus", () -> new JanusSubject(folder.resolve("janus"), loop));
        starts.put("relay", () -> new RelaySubject(folder.resolve("relay")));
        return starts;
    }

    private void start(String rival, Start start) {
        try {
            all.add(start.now());
        } catch (IOException | UncheckedIOException e) {
            System.out.println("Left out: " + rival + ". " + e.getMessage());
        }
    }

    List<Subject> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(Subject::close);
    }
}
