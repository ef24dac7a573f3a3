package org.ringdown.rtmfp.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.packet.Chunk;

/**
 * Where the peer is. It may be heard from elsewhere after a change of network; but so may anybody who has seen its packets and sends them again. So
 * it has to show there that it reads what it is sent (RFC 7016 §3.5.4.2).
 */
final class Mobility {
    private static final long EACH = 250_000_000L; // a question at most so often
    private static final int NONCE = 16;

    private final RandomGenerator random;
    private InetSocketAddress remote;
    private Optional<Question> asked = Optional.empty();

    private record Question(InetSocketAddress to, ByteBuffer nonce, long at) {}

    Mobility(InetSocketAddress remote, RandomGenerator random) {
        this.remote = remote;
        this.random = random;
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** What is to be asked there, if it was heard from elsewhere. */
    Optional<Chunk.Ping> heard(InetSocketAddress from, long now) {
        if (from.equals(remote)) return Optional.empty();
        if (asked.isPresent() && now - asked.get().at() < EACH) return Optional.empty();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        asked = Optional.of(new Question(from, ByteBuffer.wrap(nonce), now));
        return Optional.of(new Chunk.Ping(ByteBuffer.wrap(nonce)));
    }

    /** Whether this answer shows that it is there now. */
    boolean answered(ByteBuffer message, InetSocketAddress from) {
        boolean right =
                asked.filter(q -> q.to().equals(from) && q.nonce().equals(message)).isPresent();
        if (!right) return false;
        asked = Optional.empty();
        boolean moved = !from.equals(remote);
        remote = from;
        return moved;
    }
}
