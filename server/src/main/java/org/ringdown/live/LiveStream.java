package org.ringdown.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ringdown.live.LiveDestinations.RefusedException;
import org.ringdown.record.CallSound;
import org.ringdown.record.FlvStream;
import org.ringdown.record.FlvStream.SoundChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call on its way to one server, which may come and go meanwhile. On a thread of its own. */
public final class LiveStream {
    /** What has become of it. */
    public enum State {
        CONNECTING,
        LIVE,
        /** Until the server is tried again. */
        WAITING,
        /** It is given up. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param reason in words, where it does not go on */
    public record Seen(State state, Optional<String> reason) {}

    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final Duration TURN = Duration.ofMillis(20);

    /** A server that is so far behind is connected to anew: what it gets is stale, and the rings of the tap hold no more. */
    private static final long MOST_BEHIND = TimeUnit.SECONDS.toNanos(3);

    /** What workers have handed over by then is complete. */
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(60);

    private final String id;
    private final String call;
    private final LiveUrl to;
    private final SoundChoice sound;
    private final LiveStreams.Around around;
    private final CountDownLatch over = new CountDownLatch(1);
    private final BackOff backOff = new BackOff();
    private long sentUntil;
    private volatile Seen seen = new Seen(State.CONNECTING, Optional.empty());

    LiveStream(String id, String call, LiveUrl to, SoundChoice sound, LiveStreams.Around around) {
        this.id = id;
        this.call = call;
        this.to = to;
        this.sound = sound;
        this.around = around;
    }

    public String id() {
        return id;
    }

    String call() {
        return call;
    }

    public LiveUrl to() {
        return to;
    }

    public SoundChoice sound() {
        return sound;
    }

    public Seen seen() {
        return seen;
    }

    /** @param after is run when the call has ended, or the stream is not wanted any more */
    void start(Runnable after) {
        StreamThread.start("live-" + id, this::run, after);
    }

    void end() {
        over.countDown();
    }

    private void run() throws InterruptedException {
        while (over.getCount() > 0 && around.house().isOpen(call)) {
            var why = attempt();
            if (over.getCount() == 0) return;
            var pause =
                    why instanceof RefusedException ? Optional.<Duration>empty() : backOff.failed();
            var told = Optional.of(why.getMessage());
            seen = new Seen(pause.isPresent() ? State.WAITING : State.FAILED, told);
            log.info(
                    "The stream {} of {} to {} is {}: {}",
                    id,
                    call,
                    to,
                    seen.state().word(),
                    told.get());
            if (pause.isEmpty()) untilTheCallEnds();
            else over.await(pause.get().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** It can still be asked what has become of it. */
    private void untilTheCallEnds() throws InterruptedException {
        while (around.house().isOpen(call) && !over.await(1, TimeUnit.SECONDS)) {}
    }

    /** Streams as long as it can; why it cannot. */
    private IOException attempt() throws InterruptedException {
        seen = new Seen(State.CONNECTING, seen.reason());
        var tape = new LiveTape(over);
        try (var publisher = RtmpPublisher.connect(to, around)) {
            if (!around.house().listen(call, tape)) {
                over.countDown();
                return new IOException("the call has ended");
            }
            seen = new Seen(State.LIVE, Optional.empty());
            send(tape, publisher);
            return new IOException("closed");
        } catch (IOException e) {
            return e.getMessage() == null ? new IOException("the connection has broken") : e;
        } catch (RuntimeException e) {
            log.error("The stream {} of {} to {} has met an error of ours", id, call, to, e);
            return new RefusedException("an error in this gateway; its log describes it");
        } finally {
            around.house().leave(call, tape);
        }
    }

    private void send(LiveTape tape, RtmpPublisher publisher)
            throws IOException, InterruptedException {
        var flv =
                FlvStream.of(sound, publisher)
                        .orElseThrow(() -> new RefusedException("there is no encoder"));
        try (var mixed = new CallSound(List.of(flv), around.random(), around.clock().nanos())) {
            boolean proven = false;
            long began = around.clock().nanos();
            sentUntil = began - MARGIN;
            while (!over.await(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
                tape.into(mixed);
                send(mixed, publisher);
                if (!proven && around.clock().nanos() - began > TimeUnit.SECONDS.toNanos(5)) {
                    proven = true;
                    backOff.worked();
                }
            }
        }
    }

    /** Bit by bit, also where much has waited for a server that did not read: what is queued stays small. */
    private void send(CallSound mixed, RtmpPublisher publisher) throws IOException {
        long due = around.clock().nanos() - MARGIN;
        do {
            sentUntil += TURN.toNanos();
            if (sentUntil - due > 0) sentUntil = due;
            mixed.writeUntil(sentUntil);
            publisher.flush();
            if (around.clock().nanos() - sentUntil > MOST_BEHIND)
                throw new IOException("the server takes less than it is sent");
        } while (sentUntil - due < 0);
    }
}
