package org.ringdown.bench;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Alarms;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Signal;
import org.ringdown.worker.TcpConnection;
import org.ringdown.worker.TcpHandler;
import org.ringdown.worker.TcpPort;

/** A loop without a network, whose time passes when it is told so: what runs on it costs what it costs, and nothing else. */
final class StillLoop implements Loop {
    private final Alarms alarms = new Alarms();
    private final Counters counters = new Counters();
    private long now;

    void pass(long nanos) {
        now += nanos;
        alarms.runDue(now, Runnable::run);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Alarm alarm(Runnable task) {
        return alarms.create(task);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Signal signal(Runnable task) {
        return task::run;
    }

    @Override
    public long worked() {
        return 0;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) {
        throw noNetwork();
    }

    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted) {
        throw noNetwork();
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        throw noNetwork();
    }

    private static UnsupportedOperationException noNetwork() {
        return new UnsupportedOperationException("there is no network here");
    }

    @Override
    public void close() {}
}
