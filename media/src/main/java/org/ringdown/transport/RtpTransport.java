package org.ringdown.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;
import org.ringdown.worker.PortPairs;

/** Plain RTP on a port pair of its own: the network end of a SIP leg. */
public final class RtpTransport implements Transport {
    /** A source that was all there is for so long has the socket connected to it. */
    private static final long STEADY = TimeUnit.SECONDS.toNanos(5);

    private final Loop loop;
    private final PortPairs ports;
    private final Counters counters;
    private final TransportListener listener;
    private final PortPairs.Pair pair;
    private final Latch latch = new Latch();
    private final RtpPacket packet = new RtpPacket();
    private final boolean[] agreed = new boolean[128];
    private final Alarm silence;

    private InetSocketAddress rtcpTarget = new InetSocketAddress(0);
    private boolean muxed;
    private boolean connected;
    private boolean closed;

    /**
     * Opens a pair of ports.
     *
     * @throws IOException when none is free; its message is for people
     */
    public RtpTransport(Loop loop, PortPairs ports, TransportListener listener) throws IOException {
        this.loop = loop;
        this.ports = ports;
        this.counters = loop.counters();
        this.listener = listener;
        this.pair = ports.open(this::receivedRtp, this::receivedRtcp);
        this.silence = loop.alarm(this::onSilence);
    }

    /** Where this end receives RTP. */
    public InetSocketAddress local() {
        return pair.rtp().local();
    }

    /** Takes note of where the far end is, and of the payload types that it may use. */
    public void remote(RtpRemote remote) {
        disconnect();
        latch.tell(remote.address(), remote.signalling(), loop.nanos());
        rtcpTarget = remote.rtcpAddress();
        Arrays.fill(agreed, false);
        remote.receiving().forEach(format -> agreed[format.payloadType()] = true);
        if (remote.rtcpMux() && !muxed) {
            muxed = true;
            pair.rtcp().close();
        }
    }

    @Override
    public void send(RtpPacket outgoing) {
        if (!latch.hasTarget()) {
            counters.count(Counted.NOWHERE_TO_SEND);
            return;
        }
        var buffer = outgoing.buffer();
        buffer.limit(outgoing.offset() + outgoing.length()).position(outgoing.offset());
        pair.rtp().send(buffer, latch.target());
    }

    @Override
    public void sendRtcp(ByteBuffer buffer, int offset, int length) {
        if (!latch.hasTarget()) return;
        buffer.limit(offset + length).position(offset);
        if (muxed) pair.rtp().send(buffer, latch.target());
        else pair.rtcp().send(buffer, rtcpTarget());
    }

    /** Where RTP was learned to go, RTCP goes one port above (RFC 3550 §11). */
    private InetSocketAddress rtcpTarget() {
        if (!latch.isElsewhere() || latch.target().getPort() == 65535) return rtcpTarget;
        return new InetSocketAddress(latch.target().getAddress(), latch.target().getPort() + 1);
    }

    private void receivedRtp(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (closed) return;
        switch (Rfc7983.kind(datagram, datagram.position(), datagram.remaining())) {
            case RTP -> rtp(datagram, from, now);
            case RTCP -> rtcp(datagram, from, now);
            default -> counters.count(Counted.MALFORMED);
        }
    }

    private void rtp(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (!packet.wrap(datagram, datagram.position(), datagram.remaining())) {
            counters.count(Counted.MALFORMED);
        } else if (!agreed[packet.payloadType()]) {
            counters.count(Counted.NOT_AGREED);
            listener.unagreed(packet.payloadType());
        } else if (!latch.accepts(from, packet, now)) {
            counters.count(Counted.FOREIGN_SOURCE);
            listener.foreign(from);
        } else {
            if (!connected && latch.steadyFor(now) >= STEADY) connect();
            listener.rtp(packet, now);
        }
    }

    private void receivedRtcp(ByteBuffer datagram, InetSocketAddress from, long now) {
        boolean is =
                Rfc7983.kind(datagram, datagram.position(), datagram.remaining())
                        == Rfc7983.Kind.RTCP;
        if (is) rtcp(datagram, from, now);
        else counters.count(Counted.MALFORMED);
    }

    /** Reports change nothing but figures: the host that RTP comes from may send them from any port. */
    private void rtcp(ByteBuffer datagram, InetSocketAddress from, long now) {
        boolean theirs = latch.hasTarget() && from.getAddress().equals(latch.target().getAddress());
        if (theirs) listener.rtcp(datagram, datagram.position(), datagram.remaining(), now);
        else counters.count(Counted.FOREIGN_SOURCE);
    }

    /** The kernel then filters what is foreign, and finds the route once. */
    private void connect() {
        pair.rtp().connect(latch.target());
        connected = true;
        silence.set(latch.heardAt() + Latch.FORGET);
    }

    private void disconnect() {
        if (!connected) return;
        pair.rtp().disconnect();
        connected = false;
        silence.cancel();
    }

    /** The far end may come from elsewhere by now, and a connected socket would not hear it. */
    private void onSilence() {
        if (loop.nanos() - latch.heardAt() >= Latch.FORGET) disconnect();
        else silence.set(latch.heardAt() + Latch.FORGET);
    }

    @Override
    public InetSocketAddress remote() {
        return latch.target();
    }

    @Override
    public int port() {
        return local().getPort();
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        silence.cancel();
        ports.close(pair);
    }
}
