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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
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
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.PortPairs;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** SRTP toward SIP: ICE before the handshake, the handshake before the tag, the tag before the replay window, and all before an address. */
class SecureRtpTransportTest {
    private static final String PHONE = "198.51.100.7:4000";
    private static final String PHONE_BEHIND_NAT = "192.168.1.7:4000";
    private static final String NAT = "203.0.113.1:6000";
    private static final String NAT_REBOUND = "203.0.113.1:7000";
    private static final String ATTACKER = "203.0.113.66:4000";
    private static final String SIGNALLING = "203.0.113.1";
    private static final int SSRC = 0x1234;
    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    private static final SrtpKeys OURS = keys(PROFILE, 1);
    private static final SrtpKeys THEIRS = keys(PROFILE, 2);
    private static final SrtpKeys THEIR_NEXT = keys(PROFILE, 3);

    private final VirtualLoop loop = new VirtualLoop();
    private final Counters counters = loop.counters();
    private final HandDtls dtls = new HandDtls();
    private final List<Integer> heard = new ArrayList<>();
    private final List<Integer> reports = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final SrtpReceiver ear = new SrtpReceiver(OURS, new SrtpScratch());
    private SrtpSender phone = new SrtpSender(THEIRS, new SrtpScratch());
    private RtpTransport transport;
    private InetSocketAddress local;
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

    // Tags.

    @ParameterizedTest
    @EnumSource
    void soundPassesBothWaysUnderTheKeys(Keyed keyed) {
        key(keyed, PHONE);
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsRefusedAndNothingIsLearnedFromIt(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        var sound = srtp(1);
        for (int bit = 8; bit < 8 * sound.remaining(); bit++) { // the first byte says what it is
            var flipped = ByteBuffer.allocate(sound.remaining()).put(sound.duplicate()).flip();
            flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
            arrive(NAT, flipped);
        }

        assertThat(heard).isEmpty();
        assertThat(target()).isEqualTo("nowhere");
        arrive(NAT, sound);
        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @ParameterizedTest
    @EnumSource
    void plainRtpIsNotHeardAndNothingIsLearnedFromIt(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        pass(600);
        for (int sequence = 0; sequence < 100; sequence++) arrive(ATTACKER, rtp(sequence));
        for (int sequence = 0; sequence < 100; sequence++) arrive(NAT, rtp(sequence));

        assertThat(heard).isEmpty();
        assertThat(target()).isEqualTo("nowhere");
        assertThat(counters.of(Counted.NOT_AUTHENTIC)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aPacketSentAgainFromElsewhereMovesNothing(Keyed keyed) {
        key(keyed, PHONE);
        var sound = srtp(1);
        var copy = ByteBuffer.allocate(64).put(sound.duplicate()).flip();
        arrive(PHONE, sound);
        pass(5_000);
        arrive(ATTACKER, copy);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @EnumSource
    void aTagProvesTheFarEndWhereverItSpeaksFrom(Keyed keyed) {
        key(keyed, PHONE);
        pass(20_000);
        from(NAT, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @ParameterizedTest
    @EnumSource
    void aNatThatRebindsIsHeardAtOnceAndFollowedWhenTheOldAddressIsSilent(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        from(NAT, 1);
        pass(20);
        from(NAT_REBOUND, 2);
        assertThat(heard).containsExactly(1, 2);
        assertThat(target()).isEqualTo(NAT);
        pass(100);
        from(NAT_REBOUND, 3);

        assertThat(target()).isEqualTo(NAT_REBOUND);
    }

    @ParameterizedTest
    @EnumSource
    void reportsAreProtectedToo(Keyed keyed) {
        key(keyed, PHONE, true);
        arrive(PHONE, report());
        assertThat(reports).isEmpty();
        arrive(ATTACKER, report());
        arrive(PHONE, sealed(report()));
        assertThat(reports).containsExactly(8);

        transport.sendRtcp(ByteBuffer.allocate(80).put(0, report(), 0, 8), 0, 8);
        var sent = loop.sent().getFirst();
        assertThat(sent.bytes().remaining()).isEqualTo(8 + 4 + 10);
    }

    // Descriptions that come again.

    @Test
    void theSameKeysToldAgainGoOnAcrossAWrapOfTheSequence() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_500, 100, 30);
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_600, 100, 30);

        assertThat(heard).hasSize(140).contains(65_528, 32, 162);
        assertThat(counters.of(Counted.NOT_AUTHENTIC)).isZero();
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void aNewKeyOfTheFarEndIsUnderstoodAndWhatWasOnItsWayUnderTheOldOne() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_500, 100, 0);
        var late = srtp(65_600);
        sdes(PHONE, OURS, THEIR_NEXT);
        arrive(PHONE, late);
        phone = new SrtpSender(THEIR_NEXT, new SrtpScratch());
        talk(PHONE, 65_601, 10, 0);

        assertThat(heard).hasSize(111).endsWith(73, 74);
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void aNewAddressToldIsFollowedAtOnce() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 1, 260, 0);
        sdes(NAT, OURS, THEIRS);

        assertThat(target()).isEqualTo(NAT);
        from(NAT, 261);
        assertThat(heard).hasSize(261);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void aKeyOfOursThatComesBackNeverUsesAnIndexAgain() {
        sdes(PHONE, OURS, THEIRS);
        for (int sequence = 65_530; sequence < 65_540; sequence++) speak(sequence);
        tell(PHONE, false, RtpKeying.PLAIN, Optional.empty());
        speak(65_540);
        sdes(PHONE, OURS, THEIRS);
        loop.sent();
        speak(65_541);

        var sent = loop.sent().getFirst().bytes();
        ear.resume(7, 65_539, -1);
        assertThat(ear.unprotect(sent, 0, sent.remaining())).isEqualTo(13);
        assertThat(ear.lastIndex(7)).isEqualTo(65_541);
    }

    // Handshakes.

    @Test
    void aHandshakeThatOutrunsTheAnswerIsTakenUpWithIt() {
        arrive(PHONE, hello());
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).isEmpty();

        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        assertThat(loop.sent()).singleElement().extracting("to").isEqualTo(address(PHONE));
    }

    @Test
    void eachPortHasTheHandshakeThatOutranTheAnswer() {
        var rtcp = new InetSocketAddress(local.getAddress(), local.getPort() + 1);
        loop.arrive(hello(), address("198.51.100.7:4001"), rtcp);
        tell(PHONE, false, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes).extracting(it -> it.fed).containsExactly(0, 1);
    }

    @Test
    void aStrangersHandshakeThatOutrunsTheAnswerIsNotHeard() {
        arrive(ATTACKER, hello());
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes.getFirst().fed).isZero();
        assertThat(counters.of(Counted.FOREIGN_SOURCE)).isEqualTo(1);
    }

    @Test
    void aHandshakeBeforeAnAnswerWithoutOneIsForgotten() {
        arrive(PHONE, hello());
        sdes(PHONE, OURS, THEIRS);
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes.getFirst().fed).isZero();
    }

    @Test
    void aHandshakeFromAForeignAddressIsNotHeard() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        pass(1_000);
        arrive(ATTACKER, hello());
        assertThat(dtls.handshakes.getFirst().fed).isZero();
        assertThat(loop.sent()).isEmpty();

        arrive(PHONE, hello());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(PHONE)));
    }

    @Test
    void whereTheFarEndWaitsWeBeginAndAreTheClient() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), true), Optional.empty());
        pass(1);
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(PHONE)));
        arrive(PHONE, hello());
        dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(OURS, THEIRS));
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void beforeItIsDoneNothingIsHeardOrSaid() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        arrive(PHONE, rtp(1));
        speak(1);

        assertThat(heard).isEmpty();
        assertThat(loop.sent()).isEmpty();
        assertThat(counters.of(Counted.NO_KEYS_YET)).isEqualTo(2);
    }

    @Test
    void oneThatFailsIsToldAndNothingIsSaidInTheClear() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        dtls.handshakes.getFirst().listener.failed("No.");
        speak(1);

        assertThat(failures).containsExactly("No.");
        assertThat(loop.sent()).isEmpty();
    }

    @Test
    void theSameFingerprintToldAgainKeepsTheAssociationAndAnotherBeginsOne() {
        key(Keyed.DTLS, PHONE);
        key(Keyed.DTLS, PHONE);
        assertThat(dtls.handshakes).hasSize(1);
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 BB"), false), Optional.empty());

        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.getFirst().closed).isTrue();
        from(PHONE, 1);
        assertThat(heard).isEmpty();
    }

    @Test
    void aFarEndThatShakesHandsAnewIsHeardUnderEitherKeyUntilTheNewOneIsUsed() {
        key(Keyed.DTLS, PHONE);
        from(PHONE, 1);
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.get(1).fingerprints).containsExactly("sha-256 AA");
        assertThat(dtls.handshakes.get(1).fed).isEqualTo(1);
        from(PHONE, 2);
        assertThat(target()).isEqualTo(PHONE);

        var late = srtp(3);
        dtls.handshakes.get(1).listener.done(new SrtpKeys.Pair(THEIR_NEXT, OURS));
        assertThat(dtls.handshakes.getFirst().closed).isTrue();
        arrive(PHONE, late);
        phone = new SrtpSender(THEIR_NEXT, new SrtpScratch());
        from(PHONE, 4);

        assertThat(heard).containsExactly(1, 2, 3, 4);
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).hasSize(3);
    }

    @Test
    void aHandshakeAnewThatFailsChangesNothing() {
        key(Keyed.DTLS, PHONE);
        arrive(PHONE, hello());
        dtls.handshakes.get(1).listener.failed("No.");
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(failures).isEmpty();
        assertThat(target()).isEqualTo(PHONE);
        assertThat(dtls.handshakes.getFirst().closed).isFalse();
    }

    @Test
    void whatIsNoFirstWordBeginsNothing() {
        key(Keyed.DTLS, PHONE);
        for (var at : new int[] {3, 4, 13, 17, 18}) arrive(PHONE, hello().put(at, (byte) 3));
        for (int size = 1; size < 19; size++) arrive(PHONE, hello().slice(0, size));

        assertThat(dtls.handshakes).hasSize(1);
    }

    @Test
    void whereRtcpHasAPortOfItsOwnItShakesHandsForItself() {
        tell(PHONE, false, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        var odd = new InetSocketAddress(local.getAddress(), local.getPort() + 1);
        loop.arrive(hello(), address("198.51.100.7:4001"), odd);
        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.get(1).fed).isEqualTo(1);
        dtls.handshakes.get(1).listener.done(new SrtpKeys.Pair(THEIRS, OURS));
        loop.arrive(sealed(report()), address("198.51.100.7:4001"), odd);

        assertThat(reports).containsExactly(8);
    }

    // ICE.

    @Test
    void withIceOnlyACheckTellsWhereTheFarEndIs() {
        var ours = new IceCredentials("ours", "0123456789abcdefghijkl");
        var ice = new IceSettings(ours.ufrag(), ours.password(), "them", "x".repeat(22));
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.of(ice));
        arrive(PHONE, hello());
        assertThat(dtls.handshakes.getFirst().fed).isZero();

        arrive(NAT, check(ours.ufrag(), "wrong".repeat(5)));
        assertThat(loop.sent()).isEmpty();
        arrive(NAT, check(ours.ufrag(), ours.password()));
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(NAT)));
        arrive(NAT, hello());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(THEIRS, OURS));

        from(ATTACKER, 1);
        from(PHONE, 2);
        from(NAT, 3);
        assertThat(heard).containsExactly(3);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void aFarEndThatOnlyAnswersChecksIsCheckedByUs() throws Exception {
        var theirs = new IceCredentials("them", "x".repeat(22));
        var ice =
                new IceSettings(
                        "ours",
                        "0123456789abcdefghijkl",
                        theirs.ufrag(),
                        theirs.password(),
                        true,
                        List.of(new IceSettings.Candidate(address(NAT), 100)));
        tell(PHONE, true, new RtpKeying.Sdes(OURS, THEIRS), Optional.of(ice));
        var lite = new IceLiteAgent<InetSocketAddress>(theirs);
        for (int round = 0; round < 5; round++) {
            pass(60);
            for (var sent : loop.sent()) {
                var reply = ByteBuffer.allocate(IceLiteAgent.MAX_REPLY);
                lite.receive(StunMessage.parse(sent.bytes()), local, local, 0, reply);
                arrive(NAT, reply.flip());
            }
        }
        from(PHONE, 1);
        from(NAT, 2);

        assertThat(lite.selected()).contains(local);
        assertThat(heard).containsExactly(2);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void closedItKeepsNothing() {
        key(Keyed.DTLS, PHONE);
        from(PHONE, 1);
        transport.close();

        assertThat(loop.openPorts()).isEmpty();
        assertThat(dtls.handshakes).allMatch(handshake -> handshake.closed);
    }

    private void key(Keyed keyed, String sdp) {
        key(keyed, sdp, false);
    }

    private void key(Keyed keyed, String sdp, boolean mux) {
        switch (keyed) {
            case SDES -> tell(sdp, mux, new RtpKeying.Sdes(OURS, THEIRS), Optional.empty());
            case DTLS -> {
                tell(sdp, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
                dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(THEIRS, OURS));
            }
        }
    }

    private void sdes(String sdp, SrtpKeys ours, SrtpKeys theirs) {
        tell(sdp, false, new RtpKeying.Sdes(ours, theirs), Optional.empty());
    }

    private void tell(String sdp, boolean mux, RtpKeying keying, Optional<IceSettings> ice) {
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
    private void talk(String from, int first, int packets, int lost) {
        for (int i = 0; i < packets; i++) {
            var sound = srtp(first + i);
            if (i * lost / 100 == (i + 1) * lost / 100) arrive(from, sound);
            pass(20);
        }
    }

    private void from(String from, int sequence) {
        arrive(from, srtp(sequence));
    }

    private ByteBuffer srtp(int sequence) {
        var packet = ByteBuffer.allocate(64).put(0, rtp(sequence), 0, 13);
        return packet.limit(phone.protect(packet, 0, 13));
    }

    private ByteBuffer sealed(ByteBuffer report) {
        var packet = ByteBuffer.allocate(64).put(0, report, 0, 8);
        return packet.limit(phone.protectRtcp(packet, 0, 8));
    }

    private void arrive(String from, ByteBuffer datagram) {
        loop.arrive(datagram, address(from), local);
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    private void speak(int sequence) {
        var buffer = ByteBuffer.allocate(128);
        RtpWriter.header(buffer, 0, 8, false, sequence & 0xFFFF, 160 * sequence, 7);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, 13);
        transport.send(packet);
    }

    /** Where ours goes; it must be under our key. */
    private String target() {
        loop.sent();
        speak(++spoken);
        var sent = loop.sent();
        if (sent.isEmpty()) return "nowhere";
        var bytes = sent.getFirst().bytes();
        assertThat(ear.unprotect(bytes, 0, bytes.remaining())).isEqualTo(13);
        return sent.getFirst().to().toString().substring(1);
    }

    private static ByteBuffer rtp(int sequence) {
        var packet = ByteBuffer.allocate(13);
        RtpWriter.header(packet, 0, 8, false, sequence & 0xFFFF, 160 * sequence, SSRC);
        return packet;
    }

    private static ByteBuffer report() {
        return ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1});
    }

    private static ByteBuffer hello() {
        return ByteBuffer.allocate(25)
                .put(0, new byte[] {22, (byte) 254, (byte) 253})
                .put(12, (byte) 12) // the record's length
                .put(13, (byte) 1); // ClientHello
    }

    private static ByteBuffer check(String ufrag, String password) {
        var buffer = ByteBuffer.allocate(256);
        new StunWriter(buffer, Stun.BINDING_REQUEST, ByteBuffer.allocate(12))
                .text(Stun.USERNAME, ufrag + ":them")
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, 1L)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(password))
                .fingerprint();
        return buffer.flip();
    }

    private static SrtpKeys keys(SrtpProfile profile, int fill) {
        var bytes = new byte[profile.keySize() + profile.saltSize()];
        Arrays.fill(bytes, (byte) fill);
        return SrtpKeys.ofSdes(profile, bytes);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
