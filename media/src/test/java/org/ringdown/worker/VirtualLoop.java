package org.ringdown.worker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A loop whose time passes only when a test says so, and a network of one: what is sent to one of its own ports arrives there a millisecond
 * later, and anything else is kept in a list.
 *
 * <p>One thread: the test's. Tasks run in {@link #pass}, in the order of their time.
 */
public final class VirtualLoop implements Loop {
    /** A datagram that some port sent. */
    public record Sent(InetSocketAddress from, InetSocketAddress to, ByteBuffer bytes, long at) {}

    private static final long ON_THE_WAY = 1_000_000;
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Counters counters = new Counters();
    private final ScriptedTcpPort tcp = new ScriptedTcpPort();
    private final Alarms alarms = new Alarms();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Map<Integer, Port> ports = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private Predicate<Sent> lost = _ -> false;
    // Close to where a real clock wraps, so that every comparison meets it.
    private final long origin = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
    private long now = origin;
    private int nextPort = 40_000;
    private long worked;

    /** Lets time pass, and whatever is due in it happen. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        runTasks();
        while (alarms.untilNext(now) <= end - now) {
            now += alarms.untilNext(now);
            alarms.runDue(now, Runnable::run);
            runTasks();
        }
        now = end;
    }

    /** Lets time pass in which this loop gets no turn; what was due in it is late. */
    public void stall(Duration time) {
        now += time.toNanos();
    }

    /** What was sent since this was last asked. */
    public List<Sent> sent() {
        var since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    /** Lets a datagram arrive at one of this loop's ports, if the kernel would let it through. */
    public void arrive(ByteBuffer bytes, InetSocketAddress from, InetSocketAddress to) {
        runTasks();
        var port = ports.get(to.getPort());
        if (port == null || port.handler == null || (port.peer != null && !port.peer.equals(from)))
            return;
        var buffer = ByteBuffer.allocateDirect(bytes.remaining() + DatagramHandler.TAIL);
        buffer.put(bytes.duplicate()).flip();
        port.handler.received(buffer, from, now);
        runTasks();
    }

    /** From now on, loses what this says. */
    public void lose(Predicate<Sent> lost) {
        this.lost = lost;
    }

    /** Has another program occupy a port. */
    public void take(int number) {
        ports.put(number, new Port(new InetSocketAddress(number), null));
    }

    public Set<Integer> openPorts() {
        return Set.copyOf(ports.keySet());
    }

    /** The peer that a port is connected to, or its own address when it is not. */
    public InetSocketAddress connectedTo(int number) {
        var port = ports.get(number);
        return port.peer == null ? port.local : port.peer;
    }

    /** Has it been at work for so long. */
    public void work(Duration time) {
        worked += time.toNanos();
    }

    @Override
    public long worked() {
        return worked;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant wall() {
        return EPOCH.plusNanos(now - origin);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Signal signal(Runnable task) {
        var waiting = new boolean[1];
        return () -> {
            if (waiting[0]) return;
            waiting[0] = true;
            tasks.add(() -> {
                waiting[0] = false;
                task.run();
            });
        };
    }

    @Override
    public Alarm alarm(Runnable task) {
        return alarms.create(task);
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException {
        int number = local.getPort() == 0 ? nextPort++ : local.getPort();
        if (ports.containsKey(number)) throw new BindException("port " + number + " is taken");
        var port = new Port(new InetSocketAddress(local.getAddress(), number), handler);
        ports.put(number, port);
        return port;
    }

    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted) {
        return tcp.open(local, accepted);
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        execute(() -> ((ScriptedConnection) connection).serve(handler.get(), now));
    }

    /** Where connections come in, once somebody listens. */
    public ScriptedTcpPort tcp() {
        return tcp;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        ports.clear();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }

    private void carry(Sent datagram) {
        var port = ports.get(datagram.to.getPort());
        if (port == null || !port.local.equals(datagram.to)) sent.add(datagram);
        else if (!lost.test(datagram)) {
            alarm(() -> arrive(datagram.bytes, datagram.from, datagram.to)).set(now + ON_THE_WAY);
        }
    }

    private final class Port implements DatagramPort {
        private final InetSocketAddress local;
        private final DatagramHandler handler;
        private InetSocketAddress peer;

        Port(InetSocketAddress local, DatagramHandler handler) {
            this.local = local;
            this.handler = handler;
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public void send(ByteBuffer datagram, InetSocketAddress to) {
            var copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
            carry(new Sent(local, peer == null ? to : peer, copy, now));
        }

        @Override
        public void connect(InetSocketAddress to) {
            peer = to;
        }

        @Override
        public void disconnect() {
            peer = null;
        }

        @Override
        public void close() {
            ports.remove(local.getPort());
        }
    }
}
