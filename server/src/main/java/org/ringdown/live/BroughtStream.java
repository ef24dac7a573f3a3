package org.ringdown.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ringdown.live.LiveDestinations.RefusedException;
import org.ringdown.live.LiveStream.Seen;
import org.ringdown.live.LiveStream.State;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream on its way into one call, from a server that may come and go meanwhile. On a thread of its own. */
public final class BroughtStream {
    private static final Logger log = LoggerFactory.getLogger(BroughtStream.class);

    private final String id;
    private final LiveUrl from;
    private final RtmpPlayer.Tools tools;
    private final Duration patience;
    private final StreamOutlet outlet;
    private final Use use;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<BroughtSound> first = new CompletableFuture<>();
    private volatile Optional<RtmpPlayer> playing = Optional.empty();
    private volatile Seen seen = new Seen(State.CONNECTING, Optional.empty());
    private boolean live;

    /** What a call does with it. Called on the stream's thread; must not block. */
    interface Use {
        /** What is to be done when there is no call for it any more. Before it begins. */
        void whenOver(Runnable task);

        /** It is heard, or heard again. */
        void live();

        /** It is gone, and may come again. */
        void away();

        /** It will not come again; why, in words. */
        void lost(String why);

        /** Nobody wants it any more. Called by anybody. */
        void unwanted();

        /** Whether there is still a call for it. */
        boolean isWanted();
    }

    /** @param patience how long it may be gone */
    BroughtStream(
            String id,
            LiveUrl from,
            RtmpPlayer.Tools tools,
            Duration patience,
            StreamOutlet outlet,
            Use use) {
        this.id = id;
        this.from = from;
        this.tools = tools;
        this.patience = patience;
        this.outlet = outlet;
        this.use = use;
    }

    public String id() {
        return id;
    }

    public LiveUrl from() {
        return from;
    }

    public Seen seen() {
        return seen;
    }

    /** What its sound is, once it has come; failed where it never did, with the reason. */
    CompletableFuture<BroughtSound> first() {
        return first;
    }

    void start(Runnable after) {
        StreamThread.start(
                "brought-" + id,
                this::run,
                () -> {
                    first.completeExceptionally(new IOException("it was given up"));
                    after.run();
                });
    }

    /** From anywhere. Twice changes nothing. */
    void end() {
        if (over.getCount() == 0) return;
        over.countDown();
        playing.ifPresent(RtmpPlayer::close);
        use.unwanted();
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void run() throws InterruptedException {
        var backOff = new BackOff();
        long goneAt = tools.clock().nanos();
        while (!isOver()) {
            var why = attempt();
            if (isOver() || first.completeExceptionally(why)) return;
            if (live) {
                goneAt = tools.clock().nanos();
                backOff.worked();
                live = false;
                use.away();
            }
            var left = patience.minusNanos(tools.clock().nanos() - goneAt);
            var pause =
                    why instanceof RefusedException ? Optional.<Duration>empty() : backOff.failed();
            boolean again = pause.isPresent() && left.isPositive() && use.isWanted();
            tell(again ? State.WAITING : State.FAILED, why);
            if (!again) {
                lose(why);
                return;
            }
            var wait = pause.get().compareTo(left) < 0 ? pause.get() : left;
            over.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tell(State state, IOException why) {
        seen = new Seen(state, Optional.of(why.getMessage()));
        log.info("The stream {} from {} is {}: {}", id, from, state.word(), why.getMessage());
    }

    /** It can still be asked what has become of it, as long as there is the call. */
    private void lose(IOException why) throws InterruptedException {
        use.lost("the stream is gone: " + why.getMessage());
        while (use.isWanted() && !over.await(1, TimeUnit.SECONDS)) {}
    }

    /** Brings what comes as long as it can; why it cannot. */
    private IOException attempt() {
        seen =
                new Seen(
                        seen.state() == State.WAITING ? State.WAITING : State.CONNECTING,
                        seen.reason());
        try (var player = RtmpPlayer.connect(from, tools)) {
            playing = Optional.of(player);
            if (isOver()) return new IOException("closed");
            outlet.begins();
            return player.play(
                    new RtmpPlayer.Heard() {
                        @Override
                        public void sound(int timestamp, ByteBuffer body) {
                            heard(timestamp, body);
                        }

                        @Override
                        public void picture(int timestamp, ByteBuffer body) {
                            outlet.picture(timestamp, body);
                        }
                    });
        } catch (IOException e) {
            return e.getMessage() == null ? new IOException("the connection has broken") : e;
        } finally {
            playing = Optional.empty();
        }
    }

    private void heard(int timestamp, ByteBuffer body) {
        try {
            var tag = AudioTag.parse(body.duplicate());
            if (!live && BroughtSound.isSound(tag)) goLive(tag);
            outlet.sound(timestamp, tag, body);
        } catch (MalformedException _) {
            // As good as lost: what follows is heard.
        }
    }

    private void goLive(AudioTag tag) {
        var sound = BroughtSound.of(tag);
        var trouble =
                sound.isEmpty()
                        ? Optional.of("its sound is in a codec that calls do not have")
                        : sound.get().trouble();
        if (trouble.isPresent()) {
            first.completeExceptionally(new IOException(trouble.get()));
            end();
            return;
        }
        live = true;
        seen = new Seen(State.LIVE, Optional.empty());
        first.complete(sound.orElseThrow());
        use.live();
    }
}
