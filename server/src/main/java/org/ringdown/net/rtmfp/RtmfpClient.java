package org.ringdown.net.rtmfp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.ringdown.net.rtmp.RtmpExchange;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.rtmfp.flash.FlowLink;
import org.ringdown.rtmfp.session.Datagram;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmp.RtmpServerSession;

/** A client, and where it came from. Threads: the port's own, but for {@link #wake} and {@link #close}. */
final class RtmfpClient implements RtmpExchange.Carrier {
    private final Handshakes.Peer peer;
    private final int nearId;
    private final FlowLink link;
    private final RtmpExchange exchange;
    private final Consumer<RtmfpClient> whenReady;
    private final AtomicBoolean ready = new AtomicBoolean();
    private volatile boolean closed;
    private long deadline;

    /**
     * @param peer that it was when it came
     * @param whenReady hears, on any thread, that there may be something to send; once until {@link #isServed}
     */
    RtmfpClient(
            Handshakes.Peer peer,
            int nearId,
            Session session,
            RtmpSurroundings around,
            Consumer<RtmfpClient> whenReady) {
        this.peer = peer;
        this.nearId = nearId;
        this.whenReady = whenReady;
        this.link = new FlowLink(session, RtmpSurroundings.SETTINGS, around.clock().nanos());
        this.exchange =
                new RtmpExchange(
                        peer.address() + " by RTMFP",
                        from(),
                        false, // nobody shows who the gateway is, so that somebody in between could
                        // be it
                        around,
                        new RtmpServerSession(RtmpSurroundings.SETTINGS, link),
                        this);
    }

    Handshakes.Peer peer() {
        return peer;
    }

    InetAddress from() {
        return peer.address().getAddress();
    }

    int nearId() {
        return nearId;
    }

    RtmpExchange exchange() {
        return exchange;
    }

    void receive(ByteBuffer datagram, InetSocketAddress from) {
        link.heardFrom(from);
        exchange.receive(datagram);
    }

    /** The next of what is to be sent; without bytes if there is nothing. */
    Datagram next() {
        var bytes = exchange.next(0);
        return new Datagram(bytes, link.destination());
    }

    /** All that was ready is on its way. */
    void isServed(long now) {
        deadline = now + exchange.patience();
    }

    /** Takes back that there may be something to send, before that is looked at. */
    void begins() {
        ready.set(false);
    }

    /** When there may be something to send, though nobody says so. */
    long deadline() {
        return deadline;
    }

    /** Whether it can be forgotten. */
    boolean isDone() {
        return closed || link.isDone();
    }

    @Override
    public void wake() {
        if (ready.compareAndSet(false, true)) whenReady.accept(this);
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
