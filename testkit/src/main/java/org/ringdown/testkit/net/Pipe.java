package org.ringdown.testkit.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.time.VirtualTime;
import org.ringdown.time.Timers;

/** One direction of a connection: what is put in comes out late, but whole, once and in order; until it is closed. */
public final class Pipe<T> {
    private final VirtualTime time;
    private final Timers wire;
    private final SimulatedNetwork network;
    private final RandomGenerator random;
    private final Consumer<T> out;
    private final Queue<T> underWay = new ArrayDeque<>();
    private long lastArrival;
    private boolean closed;

    /** @param out is given each message when it arrives */
    public Pipe(SimulatedNetwork network, RandomGenerator random, Consumer<T> out) {
        this.time = network.time();
        this.wire = time.of("wire");
        this.network = network;
        this.random = random;
        this.out = out;
        this.lastArrival = time.nanos();
    }

    /** Sends a message; after {@link #close} it goes nowhere. */
    public void send(T message) {
        if (closed) return;
        long arrival = time.nanos() + travel();
        if (arrival - lastArrival > 0) lastArrival = arrival;
        underWay.add(message);
        wire.after(Duration.ofNanos(lastArrival - time.nanos()), this::arrive);
    }

    /** Loses what is under way, and whatever else is sent. */
    public void close() {
        closed = true;
    }

    private long travel() {
        var now = network.conditions(Traffic.STREAM);
        long jitter = now.jitter().toNanos();
        return now.delay().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter));
    }

    private void arrive() {
        var message = underWay.remove();
        if (!closed) out.accept(message);
    }
}
