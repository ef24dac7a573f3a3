package org.ringdown.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.ringdown.codec.Tone;
import org.ringdown.dtls.DtlsPage;
import org.ringdown.media.Format;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.path.Announcement;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunWriter;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ticker;

/** A far end that behaves as a browser does: it checks its connection, agrees on keys, sings one tone, and records what it hears. */
final class TestPage {
    /** How this page gets its keys. */
    interface Keying {
        String fingerprint();

        /** Begins; {@code send} sends a datagram, and {@code done} takes the keys. Both are called on the page's loop. */
        void begin(Consumer<ByteBuffer> send, Consumer<SrtpKeys.Pair> done);

        void received(ByteBuffer datagram);

        void leave();
    }

    private static final long CHECKS = 500_000_000;
    private static final String UFRAG = "pageUfrag";

    private final Loop loop;
    private final List<Format> formats;
    private final Keying keying;
    private final Recorder recorder;
    private final Announcement song;
    private final SrtpScratch scratch = new SrtpScratch();
    private final RtpPacket packet = new RtpPacket();
    private final Ticker singing;
    private final Ticker checking;
    private final ByteBuffer buffer = ByteBuffer.allocate(2048);
    private final int ssrc;
    private WebRtcParameters parameters;
    private DatagramPort port;
    private InetSocketAddress gateway = new InetSocketAddress(0);
    private int checks;
    private boolean answered;
    private Optional<SrtpSender> sender = Optional.empty();
    private Optional<SrtpReceiver> receiver = Optional.empty();

    TestPage(Loop loop, Keying keying, double frequency, Format... formats) throws IOException {
        this.loop = loop;
        this.keying = keying;
        this.formats = List.of(formats);
        this.recorder = new Recorder(this.formats);
        this.song =
                Announcement.of(formats[0], rate -> new Tone(rate, 0.5, frequency)).orElseThrow();
        this.ssrc = (int) frequency;
        this.parameters = parameters("gw" + ssrc, formats);
        this.port = openPort();
        this.singing = new Ticker(loop, Announcement.INTERVAL, Long.MAX_VALUE, this::sing);
        this.checking = new Ticker(loop, CHECKS, Long.MAX_VALUE, this::check);
    }

    private WebRtcParameters parameters(String localUfrag, Format... agreed) {
        return new WebRtcParameters(
                localUfrag,
                "gatewayPassword0123456789",
                UFRAG,
                "pagePassword0123456789ab",
                List.of(keying.fingerprint()),
                List.of(agreed),
                0x5551 + ssrc,
                "cname");
    }

    /** What a gateway and this page agreed on. */
    WebRtcParameters parameters() {
        return parameters;
    }

    /** The same page after an ICE restart. */
    WebRtcParameters restarted() {
        return parameters("again" + ssrc, formats.toArray(Format[]::new));
    }

    Recorder recorder() {
        return recorder;
    }

    void connectTo(int webRtcPort) {
        loop.execute(() -> {
            gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), webRtcPort);
            checking.start(loop.nanos());
        });
    }

    /** Checks under other credentials from now on. */
    void use(WebRtcParameters restarted) {
        loop.execute(() -> parameters = restarted);
    }

    void sings() {
        loop.execute(() -> singing.start(loop.nanos()));
    }

    void hush() {
        loop.execute(singing::stop);
    }

    /** Vanishes without a word. */
    void vanish() {
        loop.execute(() -> {
            singing.stop();
            checking.stop();
        });
    }

    void comesBack() {
        loop.execute(() -> checking.start(loop.nanos()));
    }

    /** Comes from another port from now on, as after a change of network. */
    void moves() throws IOException {
        port = openPort();
        loop.execute(this::check);
    }

    void leaves() {
        loop.execute(keying::leave);
    }

    private DatagramPort openPort() throws IOException {
        return loop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::received);
    }

    private void check() {
        var transaction = ByteBuffer.allocate(12);
        new Random(checks++).nextBytes(transaction.array());
        buffer.clear();
        new StunWriter(buffer, Stun.BINDING_REQUEST, transaction)
                .text(Stun.USERNAME, parameters.localUfrag() + ":" + UFRAG)
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, 1L)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(parameters.localPassword()))
                .fingerprint();
        port.send(buffer.flip(), gateway);
    }

    private void received(ByteBuffer datagram, InetSocketAddress from, long now) {
        switch (Rfc7983.kind(datagram, 0, datagram.limit())) {
            case STUN -> checked();
            case DTLS -> keying.received(datagram);
            case RTP -> heard(datagram, now);
            default -> {}
        }
    }

    private void checked() {
        if (answered) return;
        answered = true;
        keying.begin(datagram -> port.send(datagram, gateway), this::agreed);
    }

    private void agreed(SrtpKeys.Pair keys) {
        sender = Optional.of(new SrtpSender(keys.client(), scratch));
        receiver = Optional.of(new SrtpReceiver(keys.server(), scratch));
    }

    private void heard(ByteBuffer datagram, long now) {
        if (receiver.isEmpty()) return;
        int length = receiver.get().unprotect(datagram, 0, datagram.limit());
        if (length < 0)
            throw new AssertionError("the gateway's packet is not authentic: " + length);
        if (packet.wrap(datagram, 0, length)) recorder.record(packet, now);
    }

    private void sing() {
        if (sender.isEmpty()) return;
        var sung = song.next();
        sung.ssrc(ssrc);
        buffer.clear().put(0, sung.buffer(), sung.offset(), sung.length());
        int length = sender.get().protect(buffer, 0, sung.length());
        port.send(buffer.limit(length), gateway);
    }

    /** Keying without DTLS. */
    static Keying scripted(String fingerprint) {
        return new Keying() {
            private Consumer<ByteBuffer> send = _ -> {};
            private Consumer<SrtpKeys.Pair> done = _ -> {};

            @Override
            public String fingerprint() {
                return fingerprint;
            }

            @Override
            public void begin(Consumer<ByteBuffer> send, Consumer<SrtpKeys.Pair> done) {
                this.send = send;
                this.done = done;
                send.accept(ByteBuffer.wrap(new byte[] {ScriptedDtls.HELLO, 0}));
            }

            @Override
            public void received(ByteBuffer datagram) {
                done.accept(ScriptedDtls.keys(fingerprint));
            }

            @Override
            public void leave() {
                send.accept(ByteBuffer.wrap(new byte[] {ScriptedDtls.GOODBYE, 0}));
            }
        };
    }

    /** Keying by DTLS itself. */
    static Keying dtls(Loop loop, Executor edge, SrtpProfile profile) {
        return new Keying() {
            private final BlockingQueue<Consumer<ByteBuffer>> sender = new LinkedBlockingQueue<>();
            private final DtlsPage page = new DtlsPage(new SecureRandom(), this::send);

            @Override
            public String fingerprint() {
                return page.fingerprint();
            }

            @Override
            public void begin(Consumer<ByteBuffer> send, Consumer<SrtpKeys.Pair> done) {
                sender.add(send);
                page.begin(edge, profile);
                page.keys().thenAccept(keys -> loop.execute(() -> done.accept(keys)));
            }

            private void send(ByteBuffer datagram) {
                loop.execute(() -> sender.element().accept(datagram));
            }

            @Override
            public void received(ByteBuffer datagram) {
                page.receive(datagram);
            }

            @Override
            public void leave() {
                page.leave();
            }
        };
    }
}
