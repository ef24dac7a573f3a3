package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.IceSettings;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpKeying;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.worker.Counters;
import org.ringdown.worker.PortPairs;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** A transport toward SIP under a test's keys: what arrives at it, what is heard, and where ours goes. */
abstract class SecureRtpRig {
    static final String PHONE = "198.51.100.7:4000";
    static final String PHONE_BEHIND_NAT = "192.168.1.7:4000";
    static final String NAT = "203.0.113.1:6000";
    static final String NAT_REBOUND = "203.0.113.1:7000";
    static final String ATTACKER = "203.0.113.66:4000";
    private static final String SIGNALLING = "203.0.113.1";
    private static final int SSRC = 0x1234;
    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    static final SrtpKeys OURS = keys(PROFILE, 1);
    static final SrtpKeys THEIRS = keys(PROFILE, 2);
    static final SrtpKeys THEIR_NEXT = keys(PROFILE, 3);

    final VirtualLoop loop = new VirtualLoop();
    final Counters counters = loop.counters();
    final HandDtls dtls = new HandDtls();
    final List<Integer> heard = new ArrayList<>();
    final List<Integer> reports = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final SrtpReceiver ear = new SrtpReceiver(OURS, new SrtpScratch());
    SrtpSender phone = new SrtpSender(THEIRS, new SrtpScratch());
    RtpTransport transport;
    InetSocketAddress local;
    private int spoken;

    @BeforeEach
    void open() throws IOException {
        var ports =
                new PortPairs(
                        loop,
                        InetAddress.getLoopbackAddress(),
                        new PortRange(20000, 20001),
                        Duration.ZERO);
        var listener =
                new TransportListener() {
                    @Override
                    public void rtp(RtpPacket packet, long now) {
                        heard.add(packet.sequence());
                    }

                    @Override
                    public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
                        reports.add(length);
                    }
                };
        var events =
                new MediaListener() {
                    @Override
                    public void failed(String why) {
                        failures.add(why);
                    }
                };
        transport =
                new RtpTransport(
                        loop, ports, dtls, new SrtpScratch(), new Random(1), listener, events);
        local = transport.local();
    }

    /** How the keys came, which makes no difference afterwards. */
    enum Keyed {
        SDES,
        DTLS
    }

    final void key(Keyed keyed, String sdp) {
        key(keyed, sdp, false);
    }

    final void key(Keyed keyed, String sdp, boolean mux) {
        switch (keyed) {
            case SDES -> tell(sdp, mux, new RtpKeying.Sdes(OURS, THEIRS), Optional.empty());
            case DTLS -> {
                tell(sdp, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
                dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(THEIRS, OURS));
            }
        }
    }

    final void sdes(String sdp, SrtpKeys ours, SrtpKeys theirs) {
        tell(sdp, false, new RtpKeying.Sdes(ours, theirs), Optional.empty());
    }

    final void tell(String sdp, boolean mux, RtpKeying keying, Optional<IceSettings> ice) {
        var address = address(sdp);
        var rtcp =
                mux ? address : new InetSocketAddress(address.getAddress(), address.getPort() + 1);
        var formats = List.of(new Format(8, Codec.PCMA));
        var host = address(SIGNALLING + ":0").getAddress();
        transport.remote(
                new RtpRemote(
                        address, rtcp, mux, host, formats, formats, keying, ice, false, false));
    }

    /** @param lost of hundred packets, evenly */
    final void talk(String from, int first, int packets, int lost) {
        for (int i = 0; i < packets; i++) {
            var sound = srtp(first + i);
            if (i * lost / 100 == (i + 1) * lost / 100) arrive(from, sound);
            pass(20);
        }
    }

    final void from(String from, int sequence) {
        arrive(from, srtp(sequence));
    }

    final ByteBuffer srtp(int sequence) {
        var packet = ByteBuffer.allocate(64).put(0, rtp(sequence), 0, 13);
        return packet.limit(phone.protect(packet, 0, 13));
    }

    final ByteBuffer sealed(ByteBuffer report) {
        var packet = ByteBuffer.allocate(64).put(0, report, 0, 8);
        return packet.limit(phone.protectRtcp(packet, 0, 8));
    }

    final void arrive(String from, ByteBuffer datagram) {
        loop.arrive(datagram, address(from), local);
    }

    final void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    final void speak(int sequence) {
        var buffer = ByteBuffer.allocate(128);
        RtpWriter.header(buffer, 0, 8, false, sequence & 0xFFFF, 160 * sequence, 7);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, 13);
        transport.send(packet);
    }

    /** Where ours goes; it must be under our key. */
    final String target() {
        loop.sent();
        speak(++spoken);
        var sent = loop.sent();
        if (sent.isEmpty()) return "nowhere";
        var bytes = sent.getFirst().bytes();
        assertThat(ear.unprotect(bytes, 0, bytes.remaining())).isEqualTo(13);
        return sent.getFirst().to().toString().substring(1);
    }

    static ByteBuffer rtp(int sequence) {
        var packet = ByteBuffer.allocate(13);
        RtpWriter.header(packet, 0, 8, false, sequence & 0xFFFF, 160 * sequence, SSRC);
        return packet;
    }

    static ByteBuffer report() {
        return ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1});
    }

    static ByteBuffer hello() {
        return ByteBuffer.allocate(25)
                .put(0, new byte[] {22, (byte) 254, (byte) 253})
                .put(12, (byte) 12) // the record's length
                .put(13, (byte) 1); // ClientHello
    }

    private static SrtpKeys keys(SrtpProfile profile, int fill) {
        var bytes = new byte[profile.keySize() + profile.saltSize()];
        Arrays.fill(bytes, (byte) fill);
        return SrtpKeys.ofSdes(profile, bytes);
    }

    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
