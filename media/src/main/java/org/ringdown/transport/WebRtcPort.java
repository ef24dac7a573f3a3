package org.ringdown.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.ice.IceUfrag;
import org.ringdown.rtp.FrameReader;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;
import org.ringdown.worker.TcpConnection;

/**
 * The one UDP port on which a worker serves all its pages, and whatever connections of theirs are handed to it.
 *
 * <p>A check finds its page by our half of its user name; everything else by where it comes from, once a check from there was proved. What finds
 * nobody is dropped: it makes no state and gets no answer.
 */
public final class WebRtcPort {
    private final Loop loop;
    private final DatagramPort port;
    private final Counters counters;
    private final Predicate<InetAddress> sources;
    private final ExpectedPages pages;
    private final Map<String, WebRtcTransport> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, UdpEnd> byAddress = new HashMap<>();
    private final ByteBuffer reply = ByteBuffer.allocateDirect(IceLiteAgent.MAX_REPLY);
    private final ByteBuffer packet =
            ByteBuffer.allocateDirect(DatagramHandler.LONGEST + DatagramHandler.TAIL);
    private final ByteBuffer frame =
            ByteBuffer.allocateDirect(
                    FrameReader.PREFIX + DatagramHandler.LONGEST + DatagramHandler.TAIL);

    /**
     * @param sources from which addresses pages may send
     * @param pages told whom this worker expects
     * @throws IOException when the address cannot be bound
     */
    public WebRtcPort(
            Loop loop, InetSocketAddress local, Predicate<InetAddress> sources, ExpectedPages pages)
            throws IOException {
        this.loop = loop;
        this.counters = loop.counters();
        this.sources = sources;
        this.pages = pages;
        this.port = loop.open(local, this::received);
    }

    public InetSocketAddress local() {
        return port.local();
    }

    void send(ByteBuffer datagram, InetSocketAddress to) {
        port.send(datagram, to);
    }

    void expect(String ufrag, WebRtcTransport transport) {
        byUfrag.put(ufrag, transport);
        pages.expect(ufrag, this);
    }

    void forget(String ufrag, WebRtcTransport transport) {
        if (byUfrag.remove(ufrag, transport)) pages.forget(ufrag, this);
    }

    void know(UdpEnd end) {
        byAddress.put(end.address(), end);
    }

    void forget(UdpEnd end) {
        byAddress.remove(end.address());
    }

    /** Takes a connection over from the worker that it came in at. On that worker. */
    void adopt(TcpConnection connection, FrameReader reader, Runnable whenClosed) {
        loop.adopt(connection, () -> new TcpEnd(this, loop, connection, reader, whenClosed));
    }

    /** Where a connection puts the packet that it hands on. */
    ByteBuffer packet() {
        return packet;
    }

    /** What remains of {@code content} as a connection carries it (RFC 4571 §2). */
    ByteBuffer frame(ByteBuffer content) {
        return frame.clear().putShort((short) content.remaining()).put(content).flip();
    }

    private void received(ByteBuffer datagram, InetSocketAddress from, long now) {
        var known = byAddress.get(from); // only a check puts an end there
        received(datagram, known == null ? new UdpEnd(this, from) : known, now);
    }

    void received(ByteBuffer received, PageEnd from, long now) {
        var kind = Rfc7983.kind(received, received.position(), received.remaining());
        if (kind == Rfc7983.Kind.STUN) {
            if (sources.test(from.address().getAddress())) check(received, from, now);
            else counters.count(Counted.FOREIGN_SOURCE);
            return;
        }
        if (from.page().isEmpty()) {
            counters.count(Counted.FOREIGN_SOURCE);
            return;
        }
        var transport = from.page().get();
        switch (kind) {
            case RTP -> transport.receivedRtp(received, now);
            case RTCP -> transport.receivedRtcp(received, now);
            case DTLS -> transport.receivedDtls(received, from, now);
            default -> counters.count(Counted.MALFORMED);
        }
    }

    private void check(ByteBuffer received, PageEnd from, long now) {
        try {
            var message = StunMessage.parse(received);
            var ufrag = IceUfrag.of(message);
            var transport = ufrag.map(byUfrag::get);
            if (transport.isEmpty()) {
                counters.count(Counted.NO_SUCH_LEG);
            } else if (transport.get().checked(ufrag.get(), message, from, now, reply.clear())) {
                from.send(reply.flip());
            }
        } catch (MalformedException _) {
            counters.count(Counted.MALFORMED);
        }
    }
}
