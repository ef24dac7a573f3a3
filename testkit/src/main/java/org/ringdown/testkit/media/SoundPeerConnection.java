package org.ringdown.testkit.media;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.page.PageSdp;
import org.ringdown.testkit.page.PeerConnection;
import org.ringdown.testkit.sound.Ear;
import org.ringdown.testkit.sound.Voice;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/**
 * A page's PeerConnection with sound: it checks as ICE has it, agrees on keys with {@link ScriptedDtls}, and from then on speaks and listens
 * under SRTP.
 */
public final class SoundPeerConnection implements PeerConnection {
    private static final int OPUS = 111;
    private static final int RED = 63;
    private static final int OPUS_RATE = 48_000;
    private static final int G711_AND_G722_RATE = 8_000;

    /** Room behind a packet for what SRTP adds. */
    private static final int TAIL = 64;

    private final Supplier<UdpPort> ports;
    private final Timers timers;
    private final RandomGenerator random;
    private final Ear ear;
    private final Voice voice;
    private final IndexLedger ledger;
    private final SrtpScratch scratch = new SrtpScratch();
    private final String ufrag;
    private final String password;
    private final String fingerprint;
    private final KeyingClient keying;

    private UdpPort port;
    private Optional<InetSocketAddress> gateway = Optional.empty();
    private Optional<IceChecks> checks = Optional.empty();
    private Optional<Timer> speaking = Optional.empty();
    private Optional<SrtpSender> sender = Optional.empty();
    private Optional<Heard> heard = Optional.empty();
    private final Repeating repeating = new Repeating(RED);
    private String speaks = "opus";
    private int reports;
    private int forged;
    private boolean goodbye;
    private boolean closed;

    /** What the gateway says, under which key. */
    private record Heard(SrtpKeys key, SrtpReceiver receiver) {}

    private SoundPeerConnection(
            InetAddress host,
            SimulatedNetwork network,
            RandomGenerator random,
            IndexLedger ledger) {
        this.ledger = ledger;
        this.ports = () -> open(host, network);
        this.timers = network.time().of("page");
        this.random = random;
        this.port = ports.get();
        this.ear = new Ear(network.time()::nanos);
        this.voice = new Voice(random, OPUS, OPUS_RATE);
        this.ufrag = HexFormat.of().formatHex(bytes(4));
        this.password = HexFormat.of().formatHex(bytes(16));
        this.fingerprint =
                "sha-256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes(32));
        this.keying = new KeyingClient(fingerprint, timers, random, this::send, new Keyed());
        ear.expect(OPUS, OPUS_RATE);
    }

    /**
     * Makes the connections of a page at {@code host}.
     *
     * @param ledger sees what the gateway seals for them
     */
    public static Factory at(
            InetAddress host,
            SimulatedNetwork network,
            RandomGenerator random,
            IndexLedger ledger) {
        return () -> new SoundPeerConnection(host, network, random, ledger);
    }

    /** What the page hears. */
    public Ear ear() {
        return ear;
    }

    /** What the page says. */
    public Voice voice() {
        return voice;
    }

    /** In which codec it speaks, or {@code red} where it says things again in Opus. */
    public String speaks() {
        return speaks;
    }

    /** Whether keys are agreed. */
    public boolean isConnected() {
        return sender.isPresent();
    }

    /** How many RTCP packets the gateway has sent. */
    public int reports() {
        return reports;
    }

    /** How many packets were not what their tag says; there should be none. */
    public int forged() {
        return forged;
    }

    /** Whether the gateway has said that it is going. */
    public boolean heardGoodbye() {
        return goodbye;
    }

    @Override
    public String offer() {
        return PageSdp.offer(ufrag, password, fingerprint, voice.ssrc());
    }

    @Override
    public void answered(String sdp) {
        if (closed) return;
        gateway = Optional.of(PageSdp.candidate(sdp));
        checks.ifPresent(IceChecks::stop);
        var begun =
                new IceChecks(
                        PageSdp.ufrag(sdp),
                        ufrag,
                        PageSdp.password(sdp),
                        timers,
                        random,
                        this::send,
                        keying::begin);
        checks = Optional.of(begun);
        begun.check();
    }

    @Override
    public void send(int payloadType, String codec, boolean redundant) {
        speaks = redundant ? "red" : codec;
        voice.codec(payloadType, codec.equals("opus") ? OPUS_RATE : G711_AND_G722_RATE);
    }

    @Override
    public void roam() {
        if (closed) return;
        port.close();
        port = ports.get();
        checks.ifPresent(IceChecks::check);
    }

    @Override
    public void close() {
        closed = true;
        checks.ifPresent(IceChecks::stop);
        keying.stop();
        speaking.ifPresent(Timer::cancel);
        port.close();
    }

    private UdpPort open(InetAddress host, SimulatedNetwork network) {
        try {
            var any = new InetSocketAddress(host, 0);
            return network.open(any, Traffic.MEDIA, (bytes, _) -> hear(bytes));
        } catch (BindException impossible) {
            throw new IllegalStateException("no free port", impossible);
        }
    }

    private byte[] bytes(int count) {
        var some = new byte[count];
        random.nextBytes(some);
        return some;
    }

    private void send(ByteBuffer datagram) {
        port.send(datagram, gateway.orElseThrow());
    }

    private void hear(ByteBuffer bytes) {
        switch (Rfc7983.kind(bytes, bytes.position(), bytes.remaining())) {
            case STUN -> checks.ifPresent(begun -> begun.hear(bytes));
            case DTLS -> keying.hear(bytes);
            case RTP -> heard.ifPresent(by -> rtp(by, withRoom(bytes)));
            case RTCP -> heard.ifPresent(by -> rtcp(by, withRoom(bytes)));
            default -> throw new IllegalStateException("the gateway sent what no page knows");
        }
    }

    private final class Keyed implements KeyingClient.Listener {
        @Override
        public void agreed(SrtpKeys.Pair keys) {
            var key = keys.server();
            heard = Optional.of(new Heard(key, new SrtpReceiver(key, scratch)));
        }

        @Override
        public void done(SrtpKeys.Pair keys) {
            sender = Optional.of(new SrtpSender(keys.client(), scratch));
            speak();
        }

        @Override
        public void goodbye() {
            goodbye = true;
        }
    }

    private void speak() {
        var packet = repeating.around(voice.next(TAIL), speaks.equals("red"), TAIL);
        int length = packet.limit();
        int grown = sender.orElseThrow().protect(packet.clear(), 0, length);
        send(packet.limit(grown).position(0));
        speaking = Optional.of(timers.after(Voice.PACKET, this::speak));
    }

    private void rtp(Heard by, ByteBuffer packet) {
        int length = ledger.open(by.key, by.receiver, packet.clear(), packet.capacity() - TAIL);
        if (length > 0) ear.hear(repeating.own(packet.limit(length).position(0)));
        if (length == SrtpReceiver.FORGED) forged++;
    }

    private void rtcp(Heard by, ByteBuffer packet) {
        int length =
                ledger.openReport(by.key, by.receiver, packet.clear(), packet.capacity() - TAIL);
        if (length > 0) reports++;
        if (length == SrtpReceiver.FORGED) forged++;
    }

    private static ByteBuffer withRoom(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining() + TAIL).put(bytes);
    }
}
