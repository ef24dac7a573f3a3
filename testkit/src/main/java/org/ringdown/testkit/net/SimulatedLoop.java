package org.ringdown.testkit.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.testkit.time.SeededExecutor;
import org.ringdown.testkit.time.VirtualTime;
import org.ringdown.time.Timers;
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

/**
 * A media worker's loop in virtual time, with its ports on the simulated network.
 *
 * <p>Unlike a real one it does not survive a mistake: what a task throws fails the simulation.
 */
public final class SimulatedLoop implements Loop {

    private final VirtualTime time;
    private final Timers timers;
    private final SimulatedNetwork network;
    private final Executor lane;
    private final Alarms alarms = new Alarms();
    private final Counters counters = new Counters();
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(DatagramHandler.LONGEST + DatagramHandler.TAIL);
    private final List<DatagramPort> ports = new ArrayList<>();
    private Optional<Timer> wake = Optional.empty();
    private long wakeAt;
    private boolean closed;

    public SimulatedLoop(SeededExecutor executor, SimulatedNetwork network) {
        this.time = executor.time();
        this.timers = time.of("worker");
        this.network = network;
        this.lane = executor.lane();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Instant wall() {
        return time.wall();
    }

    @Override
    public void execute(Runnable task) {
        lane.execute(() -> {
            if (!closed) task.run();
        });
    }

    @Override
    public Signal signal(Runnable task) {
        var raised = new boolean[1];
        return () -> {
            if (raised[0]) return;
            raised[0] = true;
            execute(() -> {
                raised[0] = false;
                task.run();
            });
        };
    }

    @Override
    public Alarm alarm(Runnable task) {
        var alarm = alarms.create(task);
        return new Alarm() {
            @Override
            public void set(long nanos) {
                alarm.set(nanos);
                rewind();
            }

            @Override
            public void cancel() {
                alarm.cancel();
                rewind();
            }
        };
    }

    /** One timer stands for all alarms: it is set to the next of them. */
    private void rewind() {
        long wait = alarms.untilNext(nanos());
        boolean needed = wait != Long.MAX_VALUE && !closed;
        if (needed && wake.isPresent() && wakeAt == nanos() + wait) return;
        wake.ifPresent(Timer::cancel);
        wakeAt = nanos() + wait;
        wake =
                needed
                        ? Optional.of(timers.after(Duration.ofNanos(wait), this::ring))
                        : Optional.empty();
    }

    private void ring() {
        wake = Optional.empty();
        alarms.runDue(nanos(), Runnable::run);
        rewind();
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException {
        var port = new Port(local, handler);
        ports.add(port);
        return port;
    }

    /** Gateways under simulation are configured without it. */
    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted)
            throws IOException {
        throw new BindException("the simulated network carries datagrams only");
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        throw new IllegalStateException("no connection came from the simulated network");
    }

    /** Busy enough that whoever comes is put on the other loop. */
    @Override
    public long worked() {
        return nanos() / 2;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        closed = true;
        rewind();
        List.copyOf(ports).forEach(DatagramPort::close);
    }

    private final class Port implements DatagramPort, UdpPort.Receiver {
        private final UdpPort port;
        private final DatagramHandler handler;
        private Optional<InetSocketAddress> peer = Optional.empty();

        Port(InetSocketAddress local, DatagramHandler handler) throws IOException {
            this.handler = handler;
            this.port = network.open(local, Traffic.MEDIA, this);
        }

        @Override
        public void received(ByteBuffer bytes, InetSocketAddress from) {
            if (peer.filter(only -> !only.equals(from)).isPresent()) return;
            buffer.clear().put(bytes).flip();
            handler.received(buffer, from, nanos());
        }

        @Override
        public void unreachable(InetSocketAddress to) {
            if (peer.filter(to::equals).isPresent()) handler.unreachable();
        }

        @Override
        public InetSocketAddress local() {
            return port.local();
        }

        @Override
        public void send(ByteBuffer datagram, InetSocketAddress to) {
            port.send(datagram, peer.orElse(to));
        }

        @Override
        public void connect(InetSocketAddress to) {
            peer = Optional.of(to);
        }

        @Override
        public void disconnect() {
            peer = Optional.empty();
        }

        @Override
        public void close() {
            port.close();
            ports.remove(this);
        }
    }
}
