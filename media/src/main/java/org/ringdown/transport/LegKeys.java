package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.dtls.ClientHello;
import org.ringdown.dtls.Dtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;
import org.ringdown.media.RtpKeying;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;

/**
 * The keys of one port of a SIP leg: none, those that SDP carried, or those that a handshake makes.
 *
 * <p>What is agreed anew without a change goes on as it is. A key of ours keeps its sender for the whole leg, even while it is not in use, so
 * that no index is ever used under it twice (RFC 3711 §9.1).
 *
 * <p>A far end that has keys may shake hands anew at any time, as Asterisk does after a hold. The keys go on until there are new ones
 * (RFC 6347 §4.2.8), and nothing is lost when there never are.
 */
final class LegKeys {
    private final Loop loop;
    private final Dtls dtls;
    private final SrtpScratch scratch;
    private final DatagramPort port;
    private final Supplier<Optional<InetSocketAddress>> target;
    private final Listener listener;

    private RtpKeying keying = RtpKeying.PLAIN;
    private Protection protection = Protection.NONE;
    private final Map<SrtpKeys, SrtpSender> senders = new HashMap<>(4);
    private Optional<SrtpSender> latestSender = Optional.empty();
    private Optional<Heard> heard = Optional.empty();
    private Optional<DtlsHandshaker> handshaker = Optional.empty();
    private Optional<DtlsHandshaker> renewal = Optional.empty();
    private Optional<InetSocketAddress> shaker = Optional.empty();

    /** What the latest handshake's keys of the far end open. */
    private Optional<SrtpReceiver> received = Optional.empty();

    /** A key of the far end, and what was received under it. */
    private record Heard(SrtpKeys key, SrtpReceiver receiver) {}

    /** Hears what comes of a handshake. */
    interface Listener {
        Listener NOBODY =
                new Listener() {
                    @Override
                    public void keyed() {}

                    @Override
                    public void unkeyed(String why) {}
                };

        void keyed();

        /** @param why one sentence for people */
        void unkeyed(String why);
    }

    /**
     * @param port through which hands are shaken
     * @param target where a handshake of ours is sent to
     */
    LegKeys(
            Loop loop,
            Dtls dtls,
            SrtpScratch scratch,
            DatagramPort port,
            Supplier<Optional<InetSocketAddress>> target,
            Listener listener) {
        this.loop = loop;
        this.dtls = dtls;
        this.scratch = scratch;
        this.port = port;
        this.target = target;
        this.listener = listener;
    }

    Protection protection() {
        return protection;
    }

    void agree(RtpKeying next) {
        if (next.equals(keying)) return;
        close();
        keying = next;
        protection =
                switch (next) {
                    case RtpKeying.Plain() -> Protection.NONE;
                    case RtpKeying.Sdes(var ours, var theirs) -> srtp(ours, theirs);
                    case RtpKeying.Dtls expected -> awaited(expected);
                };
    }

    private Protection srtp(SrtpKeys ours, SrtpKeys theirs) {
        var sender = senders.computeIfAbsent(ours, this::sender);
        latestSender = Optional.of(sender);
        var before = heard.filter(known -> !known.key.equals(theirs)).map(Heard::receiver);
        if (heard.isEmpty() || before.isPresent()) {
            var receiver = new SrtpReceiver(theirs, scratch);
            before.ifPresent(receiver::continueFrom);
            heard = Optional.of(new Heard(theirs, receiver));
        }
        return new Protection.Srtp(heard.orElseThrow().receiver, sender, before);
    }

    /** Another key of ours goes on with the rollovers of the last (RFC 3711 §3.3.1). */
    private SrtpSender sender(SrtpKeys ours) {
        var sender = new SrtpSender(ours, scratch);
        latestSender.ifPresent(sender::continueFrom);
        return sender;
    }

    private Protection awaited(RtpKeying.Dtls expected) {
        var fingerprints = expected.fingerprints();
        var shaking = new Shaking(expected, false);
        handshaker =
                Optional.of(
                        expected.active()
                                ? dtls.begin(fingerprints, loop::execute, shaking)
                                : dtls.expect(fingerprints, loop::execute, shaking));
        return Protection.AWAITED;
    }

    /** A record of a handshake, from an address that may be the far end's. */
    void shakes(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (handshaker.isEmpty()) {
            loop.counters().count(Counted.MALFORMED); // nobody was to shake hands here
            return;
        }
        if (beginsAnew(datagram)) {
            var expected = (RtpKeying.Dtls) keying;
            var shaking = new Shaking(expected, true);
            renewal = Optional.of(dtls.expect(expected.fingerprints(), loop::execute, shaking));
        }
        shaker = Optional.of(from);
        renewal.or(() -> handshaker).get().feed(datagram, now);
    }

    private boolean beginsAnew(ByteBuffer datagram) {
        return renewal.isEmpty()
                && protection.proves()
                && keying instanceof RtpKeying.Dtls expected
                && !expected.active()
                && ClientHello.begins(datagram);
    }

    /** Where the handshake comes from; a place to send to while nothing better is known. */
    Optional<InetSocketAddress> shaker() {
        return shaker;
    }

    void close() {
        renewal.ifPresent(DtlsHandshaker::close);
        renewal = Optional.empty();
        handshaker.ifPresent(DtlsHandshaker::close);
        handshaker = Optional.empty();
        shaker = Optional.empty();
    }

    private final class Shaking implements DtlsListener {
        private final RtpKeying.Dtls of;
        private final boolean renews;

        Shaking(RtpKeying.Dtls of, boolean renews) {
            this.of = of;
            this.renews = renews;
        }

        @Override
        public void send(ByteBuffer datagram) {
            shaker.or(target).ifPresent(address -> port.send(datagram, address));
        }

        @Override
        public void done(SrtpKeys.Pair keys) {
            if (keying != of) return;
            if (renews) renewed();
            var theirs = of.active() ? keys.server() : keys.client();
            var ours = of.active() ? keys.client() : keys.server();
            var receiver = new SrtpReceiver(theirs, scratch);
            var before = renews ? received : Optional.<SrtpReceiver>empty();
            received = Optional.of(receiver);
            protection = new Protection.Srtp(receiver, new SrtpSender(ours, scratch), before);
            listener.keyed();
        }

        private void renewed() {
            handshaker.ifPresent(DtlsHandshaker::close);
            handshaker = renewal;
            renewal = Optional.empty();
        }

        @Override
        public void failed(String why) {
            if (keying != of) return;
            if (renews) renewal = Optional.empty();
            else listener.unkeyed(why);
        }

        /** The far end's goodbye comes by signalling as well: that one counts. */
        @Override
        public void closed() {}

        @Override
        public void dropped(Counted why) {
            loop.counters().count(why);
        }
    }
}
