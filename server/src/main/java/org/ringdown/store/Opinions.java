package org.ringdown.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.ringdown.call.Opinion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keeps what users say of their calls, a line each in the file of the day. Whoever brings one never waits; one that cannot be written is lost. */
public final class Opinions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opinions.class);
    private static final int MOST_WAITING = 1000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final BlockingQueue<Optional<Opinion>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Optional<Thread> thread;
    private boolean failing;

    private Opinions(Optional<OnDisk> place) {
        thread = place.map(at -> Thread.ofVirtual().name("opinions").start(() -> write(at)));
    }

    private record OnDisk(Folder folder, Disk disk) {}

    static Opinions in(Folder folder, Disk disk) {
        return new Opinions(Optional.of(new OnDisk(folder, disk)));
    }

    /** Where nothing is written. */
    static Opinions nowhere() {
        return new Opinions(Optional.empty());
    }

    public void add(Opinion opinion) {
        if (thread.isPresent() && !waiting.offer(Optional.of(opinion)))
            LOG.warn("an opinion on call {} is lost: too many wait already", opinion.call());
    }

    private void write(OnDisk place) {
        try {
            for (var next = waiting.take(); next.isPresent(); next = waiting.take())
                write(place, next.get());
        } catch (InterruptedException closed) {
            LOG.debug("interrupted with {} opinions left", waiting.size());
        }
    }

    private void write(OnDisk place, Opinion opinion) {
        var file = place.folder.opinions(Folder.dayOf(opinion.at()));
        try {
            place.disk.append(file, (line(opinion) + "\n").getBytes(StandardCharsets.UTF_8));
            failing = false;
        } catch (IOException full) {
            if (!failing)
                LOG.error(
                        "what users say of calls cannot be written ({}) and is lost: make room in store.folder",
                        Reasons.of(full));
            failing = true;
        }
    }

    private static String line(Opinion opinion) {
        var out = JsonNodeFactory.instance.objectNode();
        out.put("at", opinion.at().toString());
        out.put("call", opinion.call());
        out.put("user", opinion.user());
        out.put("score", opinion.score());
        opinion.issue().ifPresent(issue -> out.put("issue", issue));
        return out.toString();
    }

    /** Writes what waits. */
    @Override
    public void close() {
        if (thread.isEmpty()) return;
        try {
            waiting.put(Optional.empty());
            if (!thread.get().join(GOODBYE)) thread.get().interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
