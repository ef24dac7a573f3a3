package org.ringdown.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.dtls.BcDtls;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.time.Clock;
import org.ringdown.transport.RtpTransport;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.NioLoop;
import org.ringdown.worker.PortPairs;
import org.ringdown.worker.PortRange;

/**
 * All ends of a load, on one thread, so that it takes one core at most. Each end speaks every 20 ms; they are spread over the 20 ms, so that a
 * gateway is not asked for everything at once.
 */
final class LoadLoop implements AutoCloseable {
    private static final int PTIME = 20;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

    private final NioLoop loop = NioLoop.start("load", Clock.system());
    private final RandomGenerator random = new SplittableRandom();
    private final BcDtls dtls =
            new BcDtls(
                    new SecureRandom(),
                    Clock.system(),
                    Executors.newVirtualThreadPerTaskExecutor(),
                    BcDtls.HANDSHAKES_IN_FLIGHT);
    private final SrtpScratch scratch = new SrtpScratch();
    private final PortPairs ports;
    private final List<List<End>> turns = new ArrayList<>();
    private final Delays delays = new Delays();
    private final Alarm alarm;
    private long next;
    private int turn;
    private long crossed;
    private boolean speaking;
    private int ends;

    /**
     * What came of a while.
     *
     * @param crossed packets that one call got from another
     */
    record Window(long sent, long received, long crossed, Duration took, Delays delays) {
        double loss() {
            return sent == 0 ? 0 : Math.max(0, 1 - (double) received / sent);
        }
    }

    LoadLoop(String host, PortRange range) throws IOException {
        ports = new PortPairs(loop, InetAddress.ofLiteral(host), range, Duration.ZERO);
        for (int i = 0; i < PTIME; i++) turns.add(new ArrayList<>());
        alarm = loop.alarm(this::tick);
    }

    /** Makes another end. From anywhere. */
    End end(int call) {
        return on(() -> {
            var end = new End(this, call);
            turns.get(ends++ % PTIME).add(end);
            return end;
        });
    }

    /** Does something on the loop, and waits for it. From anywhere else. */
    <T> T on(Callable<T> task) {
        var done = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** All ends speak from now on. */
    void start() {
        on(() -> {
            speaking = true;
            next = loop.nanos() + TICK;
            alarm.set(next);
            return true;
        });
    }

    /** Measures for a while. What is on its way at its end is counted as lost, which is why it should be long. */
    Window measure(Duration length) throws InterruptedException {
        on(() -> {
            turns.forEach(turn -> turn.forEach(End::forget));
            delays.clear();
            crossed = 0;
            return true;
        });
        long begun = System.nanoTime();
        Thread.sleep(length);
        return on(() -> {
            long sent = 0;
            long received = 0;
            for (var turn : turns)
                for (var end : turn) {
                    sent += end.sent();
                    received += end.received();
                }
            var copy = new Delays();
            copy.add(delays);
            return new Window(
                    sent, received, crossed, Duration.ofNanos(System.nanoTime() - begun), copy);
        });
    }

    /** Everybody falls silent, and all ends are forgotten. */
    void clear() {
        on(() -> {
            speaking = false;
            alarm.cancel();
            turns.forEach(turn -> {
                turn.forEach(End::close);
                turn.clear();
            });
            ends = 0;
            return true;
        });
    }

    private void tick() {
        if (!speaking) return;
        // Late turns are made up for: a gateway is asked for as much as was said, and the delay
        // shows it.
        for (long now = loop.nanos(); next <= now; next += TICK) {
            for (var end : turns.get(turn)) end.speak();
            turn = (turn + 1) % PTIME;
        }
        alarm.set(next);
    }

    // For ends, on the loop.

    RtpTransport transport(End end) {
        try {
            return new RtpTransport(loop, ports, dtls, scratch, random, end, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RandomGenerator random() {
        return random;
    }

    String fingerprint() {
        return dtls.fingerprint();
    }

    void delayed(long nanos) {
        delays.add(nanos);
    }

    void crossed() {
        crossed++;
    }

    @Override
    public void close() {
        clear();
        loop.close();
    }
}
