package org.ringdown.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.ringdown.dtls.BcDtls;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.time.Clock;
import org.ringdown.transport.RtpTransport;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Loop;
import org.ringdown.worker.LoopKind;
import org.ringdown.worker.PortPairs;
import org.ringdown.worker.PortRange;

/**
 * All ends of a load, on one thread, so that it takes one core at most. Each end speaks every 20 ms; they are spread over the 20 ms, so that a
 * gateway is not asked for everything at once.
 *
 * <p>Between two turns the thread sleeps, and reads then all that has come: to be woken for each packet would cost as much as the packet, and
 * the gateway beside it pays for waking. So a delay is measured up to a turn too long.
 */
final class LoadLoop implements AutoCloseable {
    private static final long PTIME = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int TURNS = 80;
    private static final long TURN = PTIME / TURNS;

    private final Loop loop = LoopKind.best().start("load", Clock.system());
    private final RandomGenerator random = new SplittableRandom();
    private final BcDtls dtls =
            new BcDtls(
                    new SecureRandom(),
                    Clock.system(),
                    Executors.newVirtualThreadPerTaskExecutor(),
                    BcDtls.HANDSHAKES_IN_FLIGHT);
    private final SrtpScratch scratch = new SrtpScratch();
    private final PortRange range;
    private final Map<String, PortPairs> ports = new HashMap<>();
    private final List<List<End>> turns = new ArrayList<>();
    private final Delays delays = new Delays();
    private final Alarm alarm;
    private long next;
    private int turn;
    private long crossed;
    private long usedBefore;
    private boolean speaking;
    private int ends;

    /**
     * What came of a while.
     *
     * @param crossed packets that one call got from another
     * @param used processor time of the load's own thread
     */
    record Window(
            long sent, long received, long crossed, Duration took, Duration used, Delays delays) {
        double loss() {
            return sent == 0 ? 0 : Math.max(0, 1 - (double) received / sent);
        }
    }

    /** @param range the ports of all ends at one address */
    LoadLoop(PortRange range) {
        this.range = range;
        for (int i = 0; i < TURNS; i++) turns.add(new ArrayList<>());
        alarm = loop.alarm(this::tick);
    }

    /** Makes another end. From anywhere. */
    End end(int call, String host) {
        return on(() -> {
            var end = new End(this, call, host);
            turns.get(ends++ % TURNS).add(end);
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
            next = loop.nanos() + TURN;
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
            usedBefore = used();
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
                    sent,
                    received,
                    crossed,
                    Duration.ofNanos(System.nanoTime() - begun),
                    Duration.ofNanos(used() - usedBefore),
                    copy);
        });
    }

    /** Of the thread that asks, which is the loop's. */
    private static long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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
        // The alarm is due at once after that, so that the loop reads what there is, and waits for
        // nothing.
        LockSupport.parkNanos(next - loop.nanos());
        // Late turns are made up for, so that a gateway is asked for as much as was said, and the
        // delay
        // shows it. Of what cannot be made up for the window tells: fewer packets were sent.
        long now = loop.nanos();
        next = Math.max(next, now - PTIME);
        for (; next <= now; next += TURN) {
            for (var end : turns.get(turn)) end.speak();
            turn = (turn + 1) % TURNS;
        }
        alarm.set(now);
    }

    // For ends, on the loop.

    RtpTransport transport(End end, String host) {
        try {
            return new RtpTransport(loop, at(host), dtls, scratch, random, end, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PortPairs at(String host) {
        return ports.computeIfAbsent(
                host,
                name -> new PortPairs(loop, InetAddress.ofLiteral(name), range, Duration.ZERO));
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
