package org.ringdown.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.dtls.Dtls;
import org.ringdown.media.MediaListener;
import org.ringdown.media.MediaNote;
import org.ringdown.media.RtpKeying;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;
import org.ringdown.worker.PortPairs;

/**
 * RTP, plain or protected, on a port pair of its own: the network end of a SIP leg.
 *
 * <p>{@link LegIce} or {@link Latch} know where the far end is, {@link LegKeys} how its packets are protected.
 */
public final class RtpTransport implements Transport {
    /** A source that was all there is for so long has the socket connected to it. */
    private static final long STEADY = TimeUnit.SECONDS.toNanos(5);

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final Loop loop;
    private final PortPairs ports;
    private final Counters counters;
    private final TransportListener listener;
    private final PortPairs.Pair pair;
    private final Latch latch = new Latch();
    private final RtpPacket packet = new RtpPacket();
    private final boolean[] agreed = new boolean[128];
    private final Alarm silence;

    private final LegKeys keys;
    private final LegKeys rtcpKeys;
    private final LegIce ice;
    private final LegIce rtcpIce;
    private final EarlyHello early = new EarlyHello();
    private final EarlyHello rtcpEarly = new EarlyHello();

    private InetSocketAddress rtcpTarget = new InetSocketAddress(0);
    private boolean rtcpHasItsOwnKeys;
    private boolean muxed;
    private boolean connected;
    private boolean closed;

    /**
     * Opens a pair of ports.
     *
     * @param scratch of this worker
     * @param random for the checks of ICE
     * @param events hears that there will be no keys
     * @throws IOException when none is free; its message is for people
     */
    public RtpTransport(
            Loop loop,
            PortPairs ports,
            Dtls dtls,
            SrtpScratch scratch,
            RandomGenerator random,
            TransportListener listener,
            MediaListener events)
            throws IOException {
        this.loop = loop;
        this.ports = ports;
        this.counters = loop.counters();
        this.listener = listener;
        this.pair = ports.open(this::receivedRtp, this::receivedRtcp);
        this.keys = new LegKeys(loop, dtls, scratch, pair.rtp(), this::target, new Keying(events));
        this.rtcpKeys =
                new LegKeys(
                        loop,
                        dtls,
                        scratch,
                        pair.rtcp(),
                        this::rtcpTarget,
                        LegKeys.Listener.NOBODY);
        this.ice = new LegIce(loop, random, pair.rtp(), listener);
        this.rtcpIce = new LegIce(loop, random, pair.rtcp(), LegIce.UNNOTED);
        this.silence = loop.alarm(this::onSilence);
    }

    private final class Keying implements LegKeys.Listener {
        private final MediaListener events;

        Keying(MediaListener events) {
            this.events = events;
        }

        @Override
        public void keyed() {
            listener.noted(new MediaNote.Keyed());
        }

        @Override
        public void unkeyed(String why) {
            listener.noted(new MediaNote.Unkeyed(why));
            events.failed(why);
        }
    }

    /** Where this end receives RTP. */
    public InetSocketAddress local() {
        return pair.rtp().local();
    }

    /** Takes note of where the far end is, how it protects its packets, and of the payload types that it may use. */
    public void remote(RtpRemote remote) {
        disconnect();
        latch.tell(remote.address(), remote.signalling(), remote.comedia(), loop.nanos());
        rtcpTarget = remote.rtcpAddress();
        Arrays.fill(agreed, false);
        remote.receiving().forEach(format -> agreed[format.payloadType()] = true);
        ice.agree(remote.ice());
        // Where we check, there is one component: whoever is lite shares the port.
        rtcpIce.agree(remote.ice().filter(settings -> !settings.checks()));
        keys.agree(remote.keying());
        if (remote.rtcpMux() && !muxed) {
            muxed = true;
            pair.rtcp().close();
        }
        // Each port shakes hands for itself (RFC 5764 §4.2).
        rtcpHasItsOwnKeys = !muxed && remote.keying() instanceof RtpKeying.Dtls;
        rtcpKeys.agree(rtcpHasItsOwnKeys ? remote.keying() : RtpKeying.PLAIN);
        hearEarly(early.take(), ice, keys);
        hearEarly(rtcpEarly.take(), rtcpIce, rtcpKeys);
    }

    private void hearEarly(Optional<EarlyHello.Kept> hello, LegIce at, LegKeys of) {
        hello.ifPresent(it -> handshake(at, of, it.datagram(), it.from(), loop.nanos()));
    }

    // Out

    @Override
    public void send(RtpPacket outgoing) {
        var to = target();
        if (to.isEmpty()) {
            counters.count(Counted.NOWHERE_TO_SEND);
            return;
        }
        int offset = outgoing.offset();
        var buffer = outgoing.buffer().clear();
        int length = keys.protection().seal(buffer, offset, outgoing.length());
        if (length < 0) counters.count(Counted.NO_KEYS_YET);
        else pair.rtp().send(buffer.limit(offset + length).position(offset), to.get());
    }

    @Override
    public void resend(RtpPacket outgoing) {
        var to = target();
        if (to.isEmpty()) return;
        int offset = outgoing.offset();
        var buffer = outgoing.buffer().clear();
        int length = keys.protection().sealAgain(buffer, offset, outgoing.length());
        if (length >= 0) pair.rtp().send(buffer.limit(offset + length).position(offset), to.get());
    }

    @Override
    public void sendRtcp(ByteBuffer buffer, int offset, int length) {
        var to = muxed ? target() : rtcpTarget();
        if (to.isEmpty()) return;
        int sealed = rtcpProtection().sealRtcp(buffer.clear(), offset, length);
        if (sealed < 0) return;
        buffer.limit(offset + sealed).position(offset);
        (muxed ? pair.rtp() : pair.rtcp()).send(buffer, to.get());
    }

    private Protection rtcpProtection() {
        return (rtcpHasItsOwnKeys ? rtcpKeys : keys).protection();
    }

    /** Where RTP goes: what ICE has nominated, or where the handshake came from until then; without ICE what is latched. */
    private Optional<InetSocketAddress> target() {
        if (!ice.isInUse()) return latch.target();
        var selected = ice.selected();
        return selected.isPresent() ? selected : keys.shaker();
    }

    /** Where RTP was learned to go, RTCP goes one port above (RFC 3550 §11). */
    private Optional<InetSocketAddress> rtcpTarget() {
        if (rtcpIce.isInUse()) {
            var selected = rtcpIce.selected();
            return selected.isPresent() ? selected : rtcpKeys.shaker();
        }
        if (!latch.hasTarget()) return Optional.empty();
        var rtp = latch.source();
        boolean elsewhere = latch.isElsewhere() && rtp.getPort() != 65535;
        return Optional.of(
                elsewhere
                        ? new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1)
                        : rtcpTarget);
    }

    // In

    private void receivedRtp(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (closed) return;
        switch (Rfc7983.kind(datagram, datagram.position(), datagram.remaining())) {
            case RTP -> rtp(datagram, from, now);
            case RTCP -> rtcp(ice, datagram, from, now);
            case STUN -> ice.check(datagram, from, now);
            case DTLS -> {
                if (latch.isTold() || !early.keep(datagram, from))
                    handshake(ice, keys, datagram, from, now);
            }
            default -> counters.count(Counted.MALFORMED);
        }
    }

    private void rtp(ByteBuffer datagram, InetSocketAddress from, long now) {
        int offset = datagram.position();
        if (!packet.wrap(datagram, offset, datagram.remaining())) {
            counters.count(Counted.MALFORMED);
        } else if (!agreed[packet.payloadType()]) {
            counters.count(Counted.NOT_AGREED);
            listener.unagreed(packet.payloadType());
        } else if (ice.isInUse() && !ice.isValidated(from)) {
            foreign(from);
        } else if (keys.protection().proves()) {
            srtp(datagram, offset, from, now);
        } else if (keys.protection().open(datagram, offset, datagram.remaining()) < 0) {
            counters.count(Counted.NO_KEYS_YET);
        } else if (!ice.isInUse() && !latch.accepts(from, packet, now)) {
            foreign(from);
        } else {
            hand(now);
        }
    }

    private void foreign(InetSocketAddress from) {
        counters.count(Counted.FOREIGN_SOURCE);
        listener.foreign(from);
    }

    /** First the tag, then the replay window, and only then anything is learned. */
    private void srtp(ByteBuffer datagram, int offset, InetSocketAddress from, long now) {
        int length = keys.protection().open(datagram, offset, datagram.remaining());
        if (length < 0) {
            counters.count(Counted.NOT_AUTHENTIC);
        } else if (!packet.wrap(datagram, offset, length)) {
            counters.count(Counted.MALFORMED);
        } else {
            if (!ice.isInUse()) latch.proved(from, packet, now);
            hand(now);
        }
    }

    private void hand(long now) {
        if (!connected && !ice.isInUse() && latch.steadyFor(now) >= STEADY) connect();
        listener.rtp(packet, now);
    }

    private void receivedRtcp(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (closed) return;
        switch (Rfc7983.kind(datagram, datagram.position(), datagram.remaining())) {
            case RTCP -> rtcp(rtcpIce, datagram, from, now);
            case STUN -> rtcpIce.check(datagram, from, now);
            case DTLS -> {
                if (latch.isTold() || !rtcpEarly.keep(datagram, from))
                    handshake(rtcpIce, rtcpKeys, datagram, from, now);
            }
            default -> counters.count(Counted.MALFORMED);
        }
    }

    /** Reports change nothing but figures: in plain RTP the host that RTP comes from may send them from any port. */
    private void rtcp(LegIce at, ByteBuffer datagram, InetSocketAddress from, long now) {
        var protection = rtcpProtection();
        if (!mayReport(at, protection, from)) {
            counters.count(Counted.FOREIGN_SOURCE);
            return;
        }
        int offset = datagram.position();
        int length = protection.openRtcp(datagram, offset, datagram.remaining());
        if (length >= 0) listener.rtcp(datagram, offset, length, now);
        else
            counters.count(
                    length == Protection.NO_KEYS ? Counted.NO_KEYS_YET : Counted.NOT_AUTHENTIC);
    }

    private boolean mayReport(LegIce at, Protection protection, InetSocketAddress from) {
        if (at.isInUse()) return at.isValidated(from);
        return protection.proves()
                || latch.hasTarget() && from.getAddress().equals(latch.source().getAddress());
    }

    private void handshake(
            LegIce at, LegKeys of, ByteBuffer datagram, InetSocketAddress from, long now) {
        boolean admitted = at.isInUse() ? at.isValidated(from) : latch.mayShakeHands(from, now);
        if (admitted) of.shakes(datagram, from, now);
        else counters.count(Counted.FOREIGN_SOURCE);
    }

    /** The kernel then filters what is foreign, and finds the route once. */
    private void connect() {
        pair.rtp().connect(latch.source());
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
    public boolean reaches() {
        return keys.protection() != Protection.AWAITED && target().isPresent();
    }

    @Override
    public InetSocketAddress remote() {
        return target().orElse(NOWHERE);
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
        keys.close();
        rtcpKeys.close();
        ice.close();
        rtcpIce.close();
        ports.close(pair);
    }
}
