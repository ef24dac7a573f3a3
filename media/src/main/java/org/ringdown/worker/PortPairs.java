package org.ringdown.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * The port pairs of one worker: an even port for RTP and the odd one above it for RTCP (RFC 3550 §11).
 *
 * <p>A pair that was closed is not opened again for a while, so that the late packets of one call are never heard in the next.
 */
public final class PortPairs {
    /** An open pair. {@code rtcp} may be closed alone. */
    public record Pair(DatagramPort rtp, DatagramPort rtcp) {}

    private static final int ATTEMPTS = 100;

    private final Loop loop;
    private final InetAddress host;
    private final PortRange range;
    private final long quarantine;
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private int untouched;

    private record Resting(int evenPort, long since) {}

    public PortPairs(Loop loop, InetAddress host, PortRange range, Duration quarantine) {
        this.loop = loop;
        this.host = host;
        this.range = range;
        this.quarantine = quarantine.toNanos();
    }

    /**
     * Opens a pair.
     *
     * @throws IOException when none is free; the message is one sentence for people
     */
    public Pair open(DatagramHandler rtp, DatagramHandler rtcp) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int evenPort = range.isAny() ? 0 : next();
            try {
                return range.isAny() ? openAny(rtp, rtcp) : openAt(evenPort, rtp, rtcp);
            } catch (IOException e) {
                // Somebody else has it, for now.
                if (evenPort != 0) resting.add(new Resting(evenPort, loop.nanos()));
            }
        }
        throw new IOException("No free pair of RTP ports after " + ATTEMPTS + " attempts.");
    }

    /** Closes a pair, and lets its ports rest. */
    public void close(Pair pair) {
        pair.rtp().close();
        pair.rtcp().close();
        if (!range.isAny()) resting.add(new Resting(pair.rtp().local().getPort(), loop.nanos()));
    }

    private int next() throws IOException {
        if (untouched < range.pairs()) return range.evenPort(untouched++);
        var longest = resting.peek();
        if (longest == null || loop.nanos() - longest.since < quarantine) {
            throw new IOException(
                    "No RTP port is free in " + range.first() + "-" + range.last() + ".");
        }
        return resting.remove().evenPort;
    }

    private Pair openAt(int evenPort, DatagramHandler rtp, DatagramHandler rtcp)
            throws IOException {
        var even = loop.open(new InetSocketAddress(host, evenPort), rtp);
        try {
            return new Pair(even, loop.open(new InetSocketAddress(host, evenPort + 1), rtcp));
        } catch (IOException e) {
            even.close();
            throw e;
        }
    }

    /** The system gives one port; its neighbour is free more often than not. */
    private Pair openAny(DatagramHandler rtp, DatagramHandler rtcp) throws IOException {
        var relay = new Relay();
        var given = loop.open(new InetSocketAddress(host, 0), relay);
        int port = given.local().getPort();
        boolean even = (port & 1) == 0;
        relay.handler = even ? rtp : rtcp;
        try {
            var neighbour = loop.open(new InetSocketAddress(host, port ^ 1), even ? rtcp : rtp);
            return even ? new Pair(given, neighbour) : new Pair(neighbour, given);
        } catch (IOException e) {
            given.close();
            throw e;
        }
    }

    /** Stands at a port until its number tells what it is for. Closing and opening it again would have to wait for the kernel. */
    private static final class Relay implements DatagramHandler {
        private DatagramHandler handler = (_, _, _) -> {};

        @Override
        public void received(ByteBuffer datagram, InetSocketAddress from, long now) {
            handler.received(datagram, from, now);
        }
    }
}
