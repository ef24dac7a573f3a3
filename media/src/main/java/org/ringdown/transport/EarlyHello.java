package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.dtls.ClientHello;

/**
 * A ClientHello that outran the answer which says whom to expect.
 *
 * <p>Who offers has to be prepared for it (RFC 5763 §5): thrown away, it would come again after a second, and that second of the call would
 * be silent. One is kept, of one datagram, the first; whether its sender may shake hands at all is asked when the answer is here.
 */
final class EarlyHello {
    private static final int LARGEST = 1500;

    private Optional<Kept> kept = Optional.empty();

    /** What came, and from where. */
    record Kept(ByteBuffer datagram, InetSocketAddress from) {}

    /** Keeps a copy; false for what is no such message, or comes second. */
    boolean keep(ByteBuffer datagram, InetSocketAddress from) {
        if (kept.isPresent() || datagram.remaining() > LARGEST || !ClientHello.begins(datagram))
            return false;
        var copy = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
        kept = Optional.of(new Kept(copy, from));
        return true;
    }

    /** Gives it away: the next call finds nothing. */
    Optional<Kept> take() {
        var taken = kept;
        kept = Optional.empty();
        return taken;
    }
}
