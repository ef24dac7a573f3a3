package org.ringdown.net.rtmfp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.handshake.Credit;
import org.ringdown.rtmfp.handshake.KeyingWork;
import org.ringdown.rtmfp.handshake.Responder;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Datagram;
import org.ringdown.wire.MalformedException;

/**
 * How clients come in. Whoever has not shown where it is costs no memory, and is sent no more than it sent; keys are made by one thread of their own,
 * for as many as wait in a short queue: who has to try again does, by itself.
 *
 * <p>Threads: the port's own; {@code whenKeyed} is called on the one that makes keys.
 */
final class Handshakes implements AutoCloseable {
    private static final int MOST_WAITING = 64;
    private static final int NOBODY = 0;

    private final Responder responder;
    private final Credit credit;
    private final PacketCipher startup = PacketCipher.startup();
    private final IntSupplier freeId;
    private final Consumer<KeyingWork.Keyed> whenKeyed;
    private final Map<Peer, Answer> known = new HashMap<>();
    private final ThreadPoolExecutor keying =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().daemon().name("rtmfp-keys").factory());

    /** A client as a handshake names it: where it is, and how it calls its session. */
    record Peer(InetSocketAddress address, int farId) {}

    /** What a client was answered by, in case that was lost. */
    private record Answer(ByteBuffer cookie, Datagram datagram) {
        Optional<Datagram> again(ByteBuffer shown) {
            return shown.equals(cookie)
                    ? Optional.of(new Datagram(datagram.bytes().duplicate(), datagram.to()))
                    : Optional.empty();
        }
    }

    /**
     * @param freeId gives the id of a session to come
     */
    Handshakes(RandomGenerator random, IntSupplier freeId, Consumer<KeyingWork.Keyed> whenKeyed) {
        this.responder = new Responder(random);
        this.credit = new Credit(random);
        this.freeId = freeId;
        this.whenKeyed = whenKeyed;
    }

    /** Takes a datagram of no session, and gives what answers it. */
    Optional<Datagram> receive(ByteBuffer datagram, InetSocketAddress from, long now) {
        credit.earn(from.getAddress(), datagram.remaining());
        try {
            var packet = startup.open(datagram);
            if (packet.mode() != Packet.Mode.STARTUP || packet.chunks().isEmpty())
                return Optional.empty();
            return take(packet.chunks().getFirst(), from, now);
        } catch (MalformedException e) {
            return Optional.empty(); // anybody can send anything
        }
    }

    private Optional<Datagram> take(Chunk chunk, InetSocketAddress from, long now)
            throws MalformedException {
        if (chunk instanceof Chunk.InitiatorKeying keying) {
            var answered = known.get(new Peer(from, keying.sessionId()));
            if (answered != null) return answered.again(keying.cookie());
        }
        return switch (responder.receive(chunk, from, freeId, now)) {
            case Responder.Step.Reply(var reply) -> reply(reply, farId(chunk), from, now);
            case Responder.Step.Work(var work) -> {
                begin(work);
                yield Optional.empty();
            }
            case Responder.Step.Nothing _ -> Optional.empty();
        };
    }

    private static int farId(Chunk chunk) {
        return chunk instanceof Chunk.InitiatorKeying keying ? keying.sessionId() : NOBODY;
    }

    private Optional<Datagram> reply(Chunk reply, int farId, InetSocketAddress to, long now) {
        var bytes = startup.seal(Packet.startup(reply, now), farId);
        return credit.spend(to.getAddress(), bytes.remaining())
                ? Optional.of(new Datagram(bytes, to))
                : Optional.empty();
    }

    private void begin(KeyingWork work) {
        try {
            keying.execute(() -> work.run().ifPresent(whenKeyed));
        } catch (RejectedExecutionException busy) {
            // the client says it again
        }
    }

    /** Whether a client's keys are not in use yet: it may have asked for them twice. */
    boolean isNew(Peer peer) {
        return !known.containsKey(peer);
    }

    /** A client is in: what it is answered, now and whenever it asks again. */
    Datagram answer(KeyingWork.Keyed keyed, long now) {
        var work = keyed.work();
        var bytes = startup.seal(Packet.startup(Responder.answer(keyed), now), work.farId());
        var datagram = new Datagram(bytes, work.from());
        known.put(new Peer(work.from(), work.farId()), new Answer(work.cookie(), datagram));
        return new Datagram(bytes.duplicate(), work.from());
    }

    void forget(Peer peer) {
        known.remove(peer);
    }

    @Override
    public void close() {
        keying.shutdownNow();
    }
}
