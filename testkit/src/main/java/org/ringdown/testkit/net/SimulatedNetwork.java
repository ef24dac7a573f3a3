package org.ringdown.testkit.net;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.time.VirtualTime;
import org.ringdown.time.Timers;

/**
 * Datagrams between addresses, treated as {@link Conditions} say, by seed.
 *
 * <p>Any address exists once a port is opened there. A datagram to a closed port is counted and, as ICMP would, told to the port that sent
 * it.
 */
public final class SimulatedNetwork {
    private static final int FIRST_FREE_PORT = 40_000;

    private final VirtualTime time;
    private final Timers wire;
    private final RandomGenerator random;
    private final Map<InetSocketAddress, Port> ports = new HashMap<>();
    private final Map<InetAddress, Integer> openAt = new HashMap<>();
    private final Map<InetAddress, Integer> nextFree = new HashMap<>();
    private final Map<Traffic, Conditions> conditions = new EnumMap<>(Traffic.class);
    private final Map<Traffic, Tally> tallies = new EnumMap<>(Traffic.class);
    private final Set<Set<InetAddress>> cuts = new HashSet<>();
    private final List<Observer> observers = new ArrayList<>();

    /** Sees every datagram when it is sent, lost ones too; must leave the buffer as it was. */
    public interface Observer {
        void sent(Traffic traffic, InetSocketAddress from, InetSocketAddress to, ByteBuffer bytes);
    }

    public SimulatedNetwork(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.wire = time.of("wire");
        this.random = random;
        for (var traffic : Traffic.values()) {
            conditions.put(traffic, Conditions.GOOD);
            tallies.put(traffic, Tally.NOTHING);
        }
    }

    /** The time in which it delivers. */
    public VirtualTime time() {
        return time;
    }

    /** From now on this traffic is treated so; what is under way already arrives as it was to. */
    public void conditions(Traffic traffic, Conditions now) {
        conditions.put(traffic, now);
    }

    public Conditions conditions(Traffic traffic) {
        return conditions.get(traffic);
    }

    /** Nothing passes between two hosts any more, what is under way included. */
    public void cut(InetAddress one, InetAddress other) {
        cuts.add(Set.of(one, other));
    }

    /** Ends a {@link #cut}. */
    public void mend(InetAddress one, InetAddress other) {
        cuts.remove(Set.of(one, other));
    }

    public Tally tally(Traffic traffic) {
        return tallies.get(traffic);
    }

    /** How many ports a host has open. */
    public int openPorts(InetAddress host) {
        return openAt.getOrDefault(host, 0);
    }

    /** Has every datagram shown to an observer. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /**
     * Opens a port; port 0 is any free one.
     *
     * @throws BindException when somebody has it already
     */
    public UdpPort open(InetSocketAddress local, Traffic traffic, UdpPort.Receiver receiver)
            throws BindException {
        var address = local.getPort() == 0 ? free(local.getAddress()) : local;
        if (ports.containsKey(address)) throw new BindException(address + " is taken");
        var port = new Port(address, traffic, receiver);
        ports.put(address, port);
        openAt.merge(address.getAddress(), 1, Integer::sum);
        return port;
    }

    /** A datagram under somebody else's address, as anybody can send one; it arrives at once, and is in no tally. */
    public void forge(ByteBuffer datagram, InetSocketAddress from, InetSocketAddress to) {
        wire.after(
                Duration.ZERO,
                () -> {
                    var port = ports.get(to);
                    if (port != null) port.receiver.received(datagram, from);
                });
    }

    private InetSocketAddress free(InetAddress host) {
        while (true) {
            int number = nextFree.merge(host, FIRST_FREE_PORT, (last, _) -> last + 1);
            var address = new InetSocketAddress(host, number);
            if (!ports.containsKey(address)) return address;
        }
    }

    private boolean isCut(InetSocketAddress from, InetSocketAddress to) {
        if (cuts.isEmpty() || from.getAddress().equals(to.getAddress())) return false;
        return cuts.contains(Set.of(from.getAddress(), to.getAddress()));
    }

    private void count(Traffic traffic, int sent, int lost, int doubled, int heard, int unheard) {
        tallies.computeIfPresent(
                traffic, (_, tally) -> tally.plus(sent, lost, doubled, heard, unheard));
    }

    private boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    private final class Port implements UdpPort {
        private final InetSocketAddress local;
        private final Traffic traffic;
        private final Receiver receiver;

        private final Map<InetSocketAddress, Lane> lanes = new HashMap<>();

        Port(InetSocketAddress local, Traffic traffic, Receiver receiver) {
            this.local = local;
            this.traffic = traffic;
            this.receiver = receiver;
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public void send(ByteBuffer datagram, InetSocketAddress to) {
            if (ports.get(local) != this) return;
            var bytes = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
            for (var observer : observers) observer.sent(traffic, local, to, bytes);
            var now = conditions.get(traffic);
            if (happens(now.loss())) {
                count(traffic, 1, 1, 0, 0, 0);
                return;
            }
            boolean twice = happens(now.duplication());
            count(traffic, 1, 0, twice ? 1 : 0, 0, 0);
            convey(bytes, to, now);
            if (twice) convey(bytes.duplicate(), to, now);
        }

        private void convey(ByteBuffer bytes, InetSocketAddress to, Conditions now) {
            var travel = now.delay().plusNanos(chance(now.jitter().toNanos()));
            if (happens(now.reordering())) {
                wire.after(travel, () -> arrive(bytes, to));
            } else {
                lanes.computeIfAbsent(to, Lane::new).convey(bytes, travel);
            }
        }

        private long chance(long most) {
            return most == 0 ? 0 : random.nextLong(most);
        }

        private void arrive(ByteBuffer bytes, InetSocketAddress to) {
            if (isCut(local, to)) {
                count(traffic, 0, 1, 0, 0, 0);
                return;
            }
            var port = ports.get(to);
            count(traffic, 0, 0, 0, port == null ? 0 : 1, port == null ? 1 : 0);
            if (port != null) port.receiver.received(bytes, local);
            else if (ports.get(local) == this) receiver.unreachable(to);
        }

        @Override
        public void close() {
            if (!ports.remove(local, this)) return;
            openAt.computeIfPresent(local.getAddress(), (_, n) -> n == 1 ? null : n - 1);
        }

        /** The datagrams to one peer that keep their order. */
        private final class Lane {
            private final InetSocketAddress to;
            private final Queue<ByteBuffer> underWay = new ArrayDeque<>();
            private long lastArrival = time.nanos();

            Lane(InetSocketAddress to) {
                this.to = to;
            }

            void convey(ByteBuffer bytes, Duration travel) {
                long arrival = time.nanos() + travel.toNanos();
                if (arrival - lastArrival > 0) lastArrival = arrival;
                underWay.add(bytes);
                wire.after(
                        Duration.ofNanos(lastArrival - time.nanos()),
                        () -> arrive(underWay.remove(), to));
            }
        }
    }
}
