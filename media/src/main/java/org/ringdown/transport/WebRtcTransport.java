package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.ringdown.dtls.Dtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.media.MediaListener;
import org.ringdown.media.MediaNote;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.stun.StunMessage;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;

/**
 * The network end of a page: ICE finds it, DTLS proves it, SRTP carries it.
 *
 * <p>The page is there as long as its checks are, and a while after the last: silence in its sound says nothing. It may change its network at
 * any time; a check that nominates another address moves the stream.
 */
public final class WebRtcTransport implements Transport {
    /** A page whose checks stay out for so long has gone, unless told otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final Loop loop;
    private final WebRtcPort port;
    private final SrtpScratch scratch;
    private final Counters counters;
    private final TransportListener listener;
    private final MediaListener events;
    private final DtlsHandshaker handshaker;
    private final RtpPacket packet = new RtpPacket();
    private final boolean[] agreed = new boolean[128];
    private final Alarm presence;

    private IceGeneration generation;
    private Optional<IceGeneration> earlier = Optional.empty();
    private Optional<PageEnd> target = Optional.empty();
    private boolean nominated;
    private Optional<SrtpReceiver> receiver = Optional.empty();
    private Optional<SrtpSender> sender = Optional.empty();
    private long checkedAt;
    private long patience = PATIENCE.toNanos();
    private boolean connected;
    private boolean leaving;
    private boolean closed;

    /**
     * @param scratch of this worker
     * @param listener hears the page's packets
     * @param events hears that the page is connected, lost, or will never be
     */
    public WebRtcTransport(
            Loop loop,
            WebRtcPort port,
            Dtls dtls,
            SrtpScratch scratch,
            WebRtcParameters parameters,
            TransportListener listener,
            MediaListener events) {
        this.loop = loop;
        this.port = port;
        this.scratch = scratch;
        this.counters = loop.counters();
        this.listener = listener;
        this.events = events;
        this.presence = loop.alarm(this::onPresenceAlarm);
        this.handshaker = dtls.expect(parameters.remoteFingerprints(), loop::execute, new Keying());
        this.generation = new IceGeneration(port, this, credentials(parameters));
        agree(parameters);
    }

    /** Takes note of a new offer of the same page. Other credentials are an ICE restart: the old ones serve until the new ones are in use. */
    public void update(WebRtcParameters parameters) {
        agree(parameters);
        if (generation.isOf(parameters.localUfrag())) return;
        earlier.ifPresent(before -> before.retire(generation));
        earlier = Optional.of(generation);
        generation = new IceGeneration(port, this, credentials(parameters));
    }

    private void agree(WebRtcParameters parameters) {
        Arrays.fill(agreed, false);
        parameters.formats().forEach(format -> agreed[format.payloadType()] = true);
        parameters.redundancy().ifPresent(type -> agreed[type] = true);
        parameters.pictureTypes().forEach(type -> agreed[type] = true);
    }

    private static IceCredentials credentials(WebRtcParameters parameters) {
        return new IceCredentials(parameters.localUfrag(), parameters.localPassword());
    }

    // ICE

    /** A check under one of our user names; whether an answer is in {@code reply}. */
    boolean checked(String ufrag, StunMessage message, PageEnd from, long now, ByteBuffer reply) {
        var checked = generation.isOf(ufrag) ? generation : earlier.orElse(generation);
        var outcome = checked.check(message, from, now, reply);
        if (outcome == IceLiteAgent.Outcome.IGNORED) {
            counters.count(Counted.NOT_AUTHENTIC);
            return false;
        }
        if (outcome == IceLiteAgent.Outcome.SELECTED) nominate(checked, from);
        checkedAt = now;
        present();
        return true;
    }

    private void nominate(IceGeneration by, PageEnd end) {
        // Once the page uses its new credentials, what it still nominates under the old ones is
        // late.
        if (by == generation) {
            earlier.ifPresent(before -> before.retire(generation));
            earlier = Optional.empty();
        }
        if (!nominated || !target.equals(Optional.of(end)))
            listener.noted(new MediaNote.Reached(end.address(), end.isTcp()));
        target = Optional.of(end);
        nominated = true;
    }

    private void present() {
        if (connected || leaving || sender.isEmpty() || target.isEmpty()) return;
        connected = true;
        presence.set(checkedAt + patience);
        events.connected();
    }

    /** Set once for the whole time: a check only takes note of its own. */
    private void onPresenceAlarm() {
        if (loop.nanos() - checkedAt < patience) presence.set(checkedAt + patience);
        else absent();
    }

    /** How long no check may come before the page counts as lost. */
    public void patience(Duration silence) {
        patience = silence.toNanos();
        if (connected) onPresenceAlarm();
    }

    private void absent() {
        if (!connected) return;
        connected = false;
        presence.cancel();
        listener.noted(new MediaNote.Lost());
        events.lost();
    }

    // DTLS

    void receivedDtls(ByteBuffer datagram, PageEnd from, long now) {
        // A page may shake hands before it nominates: the answer goes back where it came from.
        if (!nominated) target = Optional.of(from);
        handshaker.feed(datagram, now);
    }

    private final class Keying implements DtlsListener {
        @Override
        public void send(ByteBuffer datagram) {
            target.ifPresent(end -> end.send(datagram));
        }

        @Override
        public void done(SrtpKeys.Pair keys) {
            receiver = Optional.of(new SrtpReceiver(keys.client(), scratch));
            sender = Optional.of(new SrtpSender(keys.server(), scratch));
            listener.noted(new MediaNote.Keyed());
            present();
        }

        @Override
        public void failed(String why) {
            listener.noted(new MediaNote.Unkeyed(why));
            events.failed(why);
        }

        @Override
        public void closed() {
            leaving = true;
            absent();
        }

        @Override
        public void dropped(Counted why) {
            counters.count(why);
        }
    }

    // SRTP

    void receivedRtp(ByteBuffer datagram, long now) {
        if (receiver.isEmpty()) {
            counters.count(Counted.NO_KEYS_YET);
            return;
        }
        int offset = datagram.position();
        int length = receiver.get().unprotect(datagram, offset, datagram.remaining());
        if (length < 0) counters.count(Counted.NOT_AUTHENTIC);
        else if (!packet.wrap(datagram, offset, length)) counters.count(Counted.MALFORMED);
        else if (!agreed[packet.payloadType()]) unagreed();
        else listener.rtp(packet, now);
    }

    private void unagreed() {
        counters.count(Counted.NOT_AGREED);
        listener.unagreed(packet.payloadType());
    }

    void receivedRtcp(ByteBuffer datagram, long now) {
        if (receiver.isEmpty()) {
            counters.count(Counted.NO_KEYS_YET);
            return;
        }
        int offset = datagram.position();
        int length = receiver.get().unprotectRtcp(datagram, offset, datagram.remaining());
        if (length < 0) counters.count(Counted.NOT_AUTHENTIC);
        else listener.rtcp(datagram, offset, length, now);
    }

    @Override
    public void send(RtpPacket outgoing) {
        if (!reaches()) {
            counters.count(Counted.NOWHERE_TO_SEND);
            return;
        }
        int offset = outgoing.offset();
        var buffer = outgoing.buffer().clear();
        int length = sender.get().protect(buffer, offset, outgoing.length());
        target.get().send(buffer.limit(offset + length).position(offset));
    }

    @Override
    public void sendRtcp(ByteBuffer buffer, int offset, int length) {
        if (!reaches()) return;
        int grown = sender.get().protectRtcp(buffer.clear(), offset, length);
        target.get().send(buffer.limit(offset + grown).position(offset));
    }

    @Override
    public boolean reaches() {
        return sender.isPresent() && target.isPresent();
    }

    @Override
    public InetSocketAddress remote() {
        return target.map(PageEnd::address).orElse(NOWHERE);
    }

    @Override
    public int port() {
        return port.local().getPort();
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        leaving = true;
        presence.cancel();
        earlier.ifPresent(IceGeneration::retire);
        generation.retire();
        receiver = Optional.empty();
        sender = Optional.empty();
        handshaker.close();
    }
}
