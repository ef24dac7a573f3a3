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
import org.ringdown.rtp.Rfc7983;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;

/**
 * The one UDP port on which a worker serves all its pages.
 *
 * <p>A check finds its page by our half of its user name; everything else by the address it comes from, once a check from there was
 * proved. What finds nobody is dropped: it makes no state and gets no answer.
 */
public final class WebRtcPort {
    private final DatagramPort port;
    private final Counters counters;
    private final Predicate<InetAddress> sources;
    private final Map<String, WebRtcTransport> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, WebRtcTransport> byAddress = new HashMap<>();
    private final ByteBuffer reply = ByteBuffer.allocateDirect(IceLiteAgent.MAX_REPLY);

    /**
     * @param sources from which addresses pages may send
     * @throws IOException when the address cannot be bound
     */
    public WebRtcPort(Loop loop, InetSocketAddress local, Predicate<InetAddress> sources)
            throws IOException {
        this.counters = loop.counters();
        this.sources = sources;
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
    }

    void forget(String ufrag, WebRtcTransport transport) {
        byUfrag.remove(ufrag, transport);
    }

    /** The address is proved to be that page's; if another page had it, its NAT has given it away. */
    void validated(InetSocketAddress address, WebRtcTransport transport) {
        byAddress.put(address, transport);
    }

    void forget(InetSocketAddress address, WebRtcTransport transport) {
        byAddress.remove(address, transport);
    }

    private void received(ByteBuffer datagram, InetSocketAddress from, long now) {
        var kind = Rfc7983.kind(datagram, datagram.position(), datagram.remaining());
        if (kind == Rfc7983.Kind.STUN) {
            if (sources.test(from.getAddress())) check(datagram, from, now);
            else counters.count(Counted.FOREIGN_SOURCE);
            return;
        }
        var transport = byAddress.get(from); // only a check puts an address there
        if (transport == null) {
            counters.count(Counted.FOREIGN_SOURCE);
            return;
        }
        switch (kind) {
            case RTP -> transport.receivedRtp(datagram, now);
            case RTCP -> transport.receivedRtcp(datagram, now);
            case DTLS -> transport.receivedDtls(datagram, from, now);
            default -> counters.count(Counted.MALFORMED);
        }
    }

    private void check(ByteBuffer datagram, InetSocketAddress from, long now) {
        try {
            var message = StunMessage.parse(datagram);
            var ufrag = IceUfrag.of(message);
            var transport = ufrag.map(byUfrag::get);
            if (transport.isEmpty()) {
                counters.count(Counted.NO_SUCH_LEG);
            } else if (transport.get().checked(ufrag.get(), message, from, now, reply.clear())) {
                port.send(reply.flip(), from);
            }
        } catch (MalformedException _) {
            counters.count(Counted.MALFORMED);
        }
    }
}
