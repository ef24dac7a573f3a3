package org.ringdown.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ringdown.call.Recorded;
import org.ringdown.call.Recordings.Recording;
import org.ringdown.media.Tap;
import org.ringdown.record.CallSound;
import org.ringdown.record.TapRing;
import org.ringdown.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the sound of one call, and its pictures where they are kept, on a thread of its own. What goes wrong there ends the recording, and nothing else. */
final class RecordingWriter implements Recording {
    /** Makes files and what writes them. */
    interface Opener {
        CallSound open(List<Path> paths) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);

    /** How often it writes: a ring holds 25 times as much. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What workers have handed over by then is complete. */
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(60);

    private final String call;
    private final List<Path> paths;
    private final Instant began;
    private final Clock clock;
    private final Opener opener;
    private final boolean seeing;
    private final Runnable broken;
    private final CountDownLatch over = new CountDownLatch(1);
    // Rings that no side has taken yet.
    private final ConcurrentLinkedQueue<Consumer<CallSound>> rings = new ConcurrentLinkedQueue<>();
    private volatile long end;
    private volatile long lost;
    private volatile Optional<String> failure = Optional.empty();

    RecordingWriter(
            String call,
            List<Path> paths,
            Instant began,
            Clock clock,
            Opener opener,
            boolean seeing,
            Runnable broken) {
        this.call = call;
        this.paths = paths;
        this.began = began;
        this.clock = clock;
        this.opener = opener;
        this.seeing = seeing;
        this.broken = broken;
    }

    /** @param after is run when all is written, or cannot be */
    void start(Runnable after) {
        Thread.ofVirtual()
                .name("recording-" + call)
                .start(() -> {
                    write();
                    after.run();
                });
    }

    @Override
    public Tap caller() {
        var ring = new TapRing(seeing);
        rings.add(sound -> sound.caller(ring));
        return ring;
    }

    @Override
    public Tap callee() {
        var ring = new TapRing(seeing);
        rings.add(sound -> sound.callee(ring));
        return ring;
    }

    @Override
    public void end() {
        if (over.getCount() == 0) return;
        end = clock.nanos();
        over.countDown();
    }

    @Override
    public Recorded kept() {
        var files = paths.stream().map(Path::toString).toList();
        return new Recorded(files, began, lost, failure);
    }

    /** All of it, on this thread. */
    void write() {
        try (var sound = opener.open(paths)) {
            while (!over.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS))
                write(sound, clock.nanos() - MARGIN);
            write(sound, end);
        } catch (IOException | RuntimeException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("the gateway stops");
        }
    }

    private void write(CallSound sound, long until) throws IOException {
        for (var ring = rings.poll(); ring != null; ring = rings.poll()) ring.accept(sound);
        sound.writeUntil(until);
        lost = sound.lost();
    }

    private void fail(String why) {
        failure = Optional.of(why);
        LOG.warn("The recording of {} ends: {}", call, why);
        broken.run();
    }
}
