package org.ringdown.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.time.Clock;
import org.slf4j.LoggerFactory;

/**
 * A loop on a platform thread and an NIO selector: the only code of this floor that knows threads and sockets.
 *
 * <p>One round: what others asked for, alarms that are due, then what arrives until the next alarm or signal. A task that throws is
 * counted and logged, and the round goes on.
 */
public final class NioLoop implements Loop {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final Counters counters = new Counters();
    private final Selector selector;
    private final Thread thread;
    private final Alarms alarms = new Alarms();
    private final Inbox inbox = new Inbox(this::wake);
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(DatagramHandler.LONGEST + DatagramHandler.TAIL);
    private final RareLog log = new RareLog(LoggerFactory.getLogger(NioLoop.class));
    private final Consumer<Runnable> runner = this::run;
    private final Consumer<SelectionKey> reader = this::read;
    private final AtomicLong worked = new AtomicLong();
    private volatile boolean closing;
    private boolean waiting = true;
    private long wokeAt;

    private NioLoop(String name, Clock clock) throws IOException {
        this.clock = clock;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name(name).unstarted(this::rounds);
    }

    /** Starts a loop whose thread has this name. */
    public static NioLoop start(String name, Clock clock) {
        try {
            var loop = new NioLoop(name, clock);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for " + name, e);
        }
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public Instant wall() {
        return clock.wall();
    }

    @Override
    public void execute(Runnable task) {
        inbox.post(task);
    }

    @Override
    public Signal signal(Runnable task) {
        return inbox.signal(task);
    }

    @Override
    public Alarm alarm(Runnable task) {
        return alarms.create(task);
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException {
        var port = NioDatagramPort.open(local, handler, selector, counters);
        wake();
        return port;
    }

    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted)
            throws IOException {
        var port = NioTcpPort.open(local, accepted, selector, this);
        wake();
        return port;
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        var adopted = (NioTcpConnection) connection;
        adopted.leave(selector);
        execute(() -> {
            var hears = handler.get();
            adopted.enter(selector, hears);
            hears.readable(nanos());
        });
    }

    @Override
    public long worked() {
        return worked.getAcquire();
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void rounds() {
        try {
            woken();
            while (!closing) {
                inbox.empty(runner);
                alarms.runDue(nanos(), runner);
                select();
            }
            inbox.empty(runner);
        } finally {
            release();
        }
    }

    private void select() {
        long now = nanos();
        long wait = inbox.isEmpty() ? alarms.untilNext(now) : 0;
        worked.setRelease(worked.getPlain() + now - wokeAt);
        waiting = true;
        try {
            if (wait == 0) {
                selector.selectNow(reader);
            } else if (wait == Long.MAX_VALUE) {
                selector.select(reader);
            } else {
                // Rounded up: waking before the alarm is due would only go round once more.
                selector.select(reader, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            }
        } catch (IOException e) {
            fault("the selector failed", e);
        }
        woken();
    }

    /** Waiting is over with the first that arrives: the selector hands it over before it returns. */
    private void woken() {
        if (!waiting) return;
        waiting = false;
        wokeAt = nanos();
    }

    private void read(SelectionKey key) {
        woken();
        var port = (NioPort) key.attachment();
        try {
            port.ready(buffer, this);
        } catch (IOException | RuntimeException | AssertionError | LinkageError e) {
            fault("what arrived could not be handled", e);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError | LinkageError e) {
            fault("a task of " + thread.getName() + " failed", e);
        }
    }

    private void fault(String what, Throwable cause) {
        counters.count(Counted.FAULT);
        log.warn(nanos(), what, cause);
    }

    private void wake() {
        if (Thread.currentThread() != thread) selector.wakeup();
    }

    private void release() {
        try {
            for (var key : selector.keys()) ((NioPort) key.attachment()).close();
            selector.close();
        } catch (IOException e) {
            fault("a selector did not close", e);
        }
    }
}
