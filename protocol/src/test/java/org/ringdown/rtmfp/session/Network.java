package org.ringdown.rtmfp.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Packet;

/** Two ends and a network between them, in virtual time: it loses, doubles and reorders by a seed, and moves the initiator. */
final class Network {
    static final long MS = 1_000_000;

    final End initiator;
    final End responder;
    private final Random random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(
                    Comparator.comparingLong(Flight::at).thenComparingLong(Flight::number));
    private long now = 1_000 * MS;
    private long number;
    private double loss;
    private double doubled;
    private long jitter;
    private boolean cut;
    private boolean deaf;

    private record Flight(long at, long number, End to, InetSocketAddress from, byte[] bytes) {}

    /** A session, what it has told, and where it is. */
    static final class End {
        final Session session;
        final List<SessionEvent> told = new ArrayList<>();
        Consumer<SessionEvent> listener = told::add;
        InetSocketAddress address;
        long sent;
        long received;

        End(Session session, InetSocketAddress address) {
            this.session = session;
            this.address = address;
        }

        List<ByteBuffer> messages() {
            return told.stream()
                    .filter(SessionEvent.Message.class::isInstance)
                    .map(event -> ((SessionEvent.Message) event).bytes())
                    .toList();
        }
    }

    Network(long seed, Protection protection) {
        random = new Random(seed);
        var here = new InetSocketAddress("192.0.2.1", 1935);
        var there = new InetSocketAddress("192.0.2.2", 40_000);
        byte[] secret = {1, 2, 3};
        byte[] near = {4};
        byte[] far = {5};
        responder =
                new End(
                        session(
                                Packet.Mode.RESPONDER,
                                PacketCipher.of(secret, near, far, protection, protection),
                                there),
                        here);
        initiator =
                new End(
                        session(
                                Packet.Mode.INITIATOR,
                                PacketCipher.of(secret, far, near, protection, protection),
                                here),
                        there);
    }

    private Session session(Packet.Mode mode, PacketCipher cipher, InetSocketAddress remote) {
        var keys = new Session.Keys(mode, 7, cipher);
        var session = new Session(keys, remote, SessionLimits.USUAL, random, now);
        session.trust();
        return session;
    }

    Network loses(double share) {
        loss = share;
        return this;
    }

    Network doubles(double share) {
        doubled = share;
        return this;
    }

    Network reordersWithin(long nanos) {
        jitter = nanos;
        return this;
    }

    /** Nothing arrives any more. */
    void cut(boolean cut) {
        this.cut = cut;
    }

    /** Nothing arrives at the initiator's old address: it is elsewhere, and says nothing of it. */
    void move(InetSocketAddress to) {
        initiator.address = to;
    }

    /** Nothing of the responder's arrives. */
    void deafen(boolean deaf) {
        this.deaf = deaf;
    }

    long now() {
        return now;
    }

    /** Lets time pass. */
    void run(long nanos) {
        long end = now + nanos;
        send();
        while (true) {
            long next = Math.min(deadline(initiator), deadline(responder));
            if (!flights.isEmpty()) next = Math.min(next, flights.peek().at());
            if (next > end) break;
            now = Math.max(now, next);
            step();
        }
        now = end;
    }

    private static long deadline(End end) {
        return end.session.nextDeadline().orElse(Long.MAX_VALUE);
    }

    private void step() {
        while (!flights.isEmpty() && flights.peek().at() <= now) arrive(flights.remove());
        for (var end : List.of(initiator, responder)) tell(end, end.session.expire(now));
        send();
    }

    private void arrive(Flight flight) {
        flight.to().received++;
        tell(
                flight.to(),
                flight.to().session.receive(ByteBuffer.wrap(flight.bytes()), flight.from(), now));
    }

    private static void tell(End end, List<SessionEvent> events) {
        events.forEach(end.listener);
    }

    void send() {
        send(initiator, responder);
        send(responder, initiator);
    }

    private void send(End from, End to) {
        for (var next = from.session.toSend(now);
                next.isPresent();
                next = from.session.toSend(now)) {
            from.sent++;
            var datagram = next.get();
            if (!datagram.to().equals(to.address) || cut || deaf && to == initiator) continue;
            if (random.nextDouble() < loss) continue;
            fly(from, to, datagram);
            if (random.nextDouble() < doubled) fly(from, to, datagram);
        }
    }

    private void fly(End from, End to, Datagram datagram) {
        long at = now + 20 * MS + (jitter == 0 ? 0 : random.nextLong(jitter));
        flights.add(new Flight(at, number++, to, from.address, datagram.bytes().array().clone()));
    }
}
