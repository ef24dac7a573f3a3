package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpKeying;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.PortPairs;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** Who is believed to be the far end of plain RTP, and who is not: the attacks known as "RTP bleed" and injection. */
class RtpTransportTest {
    private static final String PHONE = "198.51.100.7:4000";
    private static final String PHONE_BEHIND_NAT = "192.168.1.7:4000";
    private static final String PHONE_MAPPED = "198.51.100.7:9000";
    private static final String NAT = "203.0.113.1:6000";
    private static final String NAT_REBOUND = "203.0.113.1:7000";
    private static final String ATTACKER = "203.0.113.66:4000";
    private static final String SIGNALLING = "203.0.113.1";
    private static final int SSRC = 0x1234;

    private final VirtualLoop loop = new VirtualLoop();
    private final Counters counters = loop.counters();
    private final List<Integer> heard = new ArrayList<>();
    private final List<Integer> reports = new ArrayList<>();
    private RtpTransport transport;
    private InetSocketAddress local;

    @BeforeEach
    void open() throws IOException {
        var ports =
                new PortPairs(
                        loop,
                        InetAddress.getLoopbackAddress(),
                        new PortRange(20000, 20001),
                        Duration.ZERO);
        transport =
                new RtpTransport(
                        loop,
                        ports,
                        new HandDtls(),
                        new SrtpScratch(),
                        new Random(1),
                        new TransportListener() {
                            @Override
                            public void rtp(RtpPacket packet, long now) {
                                heard.add(packet.sequence());
                            }

                            @Override
                            public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
                                reports.add(length);
                            }
                        },
                        new MediaListener() {});
        local = transport.local();
    }

    @Test
    void hearsAndReachesNobodyBeforeItIsToldWhere() {
        from(PHONE, 1);
        send();

        assertThat(heard).isEmpty();
        assertThat(loop.sent()).isEmpty();
        assertThat(counters.of(Counted.NOWHERE_TO_SEND)).isEqualTo(1);
    }

    // An address in SDP that can be theirs.

    @Test
    void anAddressThatCanBeTheirsIsSentToAtOnceAndBelieved() {
        tell(PHONE);
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @ParameterizedTest(name = "foreign packets after {0} ms")
    @ValueSource(longs = {0, 600, 2_900, 3_100, 20_000})
    void nobodyElseIsHeardOrReachedThen(long millis) {
        tell(PHONE);
        pass(millis);
        for (int i = 0; i < 50; i++) {
            from(ATTACKER, i);
            from("198.51.100.7:4002", i);
            from(SIGNALLING + ":6000", i);
            assertThat(target()).isEqualTo(PHONE);
        }

        assertThat(heard).isEmpty();
        assertThat(counters.of(Counted.FOREIGN_SOURCE)).isEqualTo(150);
    }

    @Test
    void nobodyElseIsHeardOrReachedWhileTheyTalk() {
        tell(PHONE);
        for (int i = 0; i < 100; i++) {
            from(PHONE, i);
            from(ATTACKER, i + 1);
            from("198.51.100.7:4002", 40_000 + i);
            assertThat(target()).isEqualTo(PHONE);
            pass(20);
        }

        assertThat(heard).hasSize(100).isSorted();
    }

    // An address that cannot be theirs.

    @Test
    void behindANatTheFirstPacketOfTheHostThatSignalsTellsWhere() {
        tell(PHONE_BEHIND_NAT);
        assertThat(target()).isEqualTo("nowhere");
        from(NAT, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    /** What a NAT makes of a port, its owner's SDP does not know: only whoever is said to sit behind one is heard so. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherPortOfTheSameHostIsHeardWhereTheOperatorSaysSo(boolean comedia) {
        tell(PHONE, SIGNALLING, false, comedia);
        talk(PHONE_MAPPED, 1, 3);

        assertThat(heard).hasSize(comedia ? 3 : 0);
        assertThat(target()).isEqualTo(comedia ? PHONE_MAPPED : PHONE);
    }

    @Test
    void whoeverSitsBehindANatIsSentToBeforeItSpeaksAndNobodyIsTakenForItLater() {
        tell(PHONE, SIGNALLING, false, true);
        assertThat(target()).isEqualTo(PHONE);
        talk(ATTACKER, 1, 5); // too early for a stranger
        talk(PHONE_MAPPED, 10, 3);
        pass(4000);
        for (int i = 0; i < 5; i++) arrive(ATTACKER, rtp(8, 20 + i, 0x9999));

        assertThat(heard).containsExactly(10, 11, 12);
    }

    @Test
    void itIsLearnedOnce() {
        tell(PHONE_BEHIND_NAT);
        from(NAT, 1);
        from(NAT_REBOUND, 9);
        from(ATTACKER, 9);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void theHostThatSignalsHasTheFirstChance() {
        tell(PHONE_BEHIND_NAT);
        from(ATTACKER, 9);
        pass(499);
        from(ATTACKER, 10);
        assertThat(target()).isEqualTo("nowhere");
        from(NAT, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void anotherHostIsTakenWhenThatOneIsSilentAndGivenUpWhenItSpeaks() {
        tell(PHONE_BEHIND_NAT);
        pass(500);
        from("198.51.100.99:5000", 1);
        assertThat(target()).isEqualTo("198.51.100.99:5000");

        from(NAT, 1);
        assertThat(target()).isEqualTo(NAT);
        from("198.51.100.99:5000", 2);
        assertThat(heard).containsExactly(1, 1);
    }

    @Test
    void nothingIsLearnedLater() {
        tell(PHONE_BEHIND_NAT);
        pass(3_001);
        from(NAT, 1);

        assertThat(heard).isEmpty();
        assertThat(target()).isEqualTo("nowhere");
    }

    @Test
    void butWhoKeptSilentAtFirstIsHeardWhereSdpSays() {
        tell(PHONE_BEHIND_NAT);
        pass(60_000);
        from(PHONE_BEHIND_NAT, 1);
        from(NAT, 9);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE_BEHIND_NAT);
    }

    @Test
    void beingToldTheSameAgainDoesNotUnsettleWhatIsLearned() {
        tell(PHONE_BEHIND_NAT);
        from(NAT, 1);
        pass(1_000);
        tell(PHONE_BEHIND_NAT);
        arrive(ATTACKER, rtp(8, 2, 0x9999));
        pass(600);
        arrive(ATTACKER, rtp(8, 3, 0x9999));

        assertThat(target()).isEqualTo(NAT);
        assertThat(heard).containsExactly(1);
    }

    @Test
    void beingToldSomethingNewBeginsAnew() {
        tell(PHONE_BEHIND_NAT);
        from(NAT, 1);
        tell(PHONE);

        assertThat(target()).isEqualTo(PHONE);
        from(NAT, 2);
        assertThat(heard).containsExactly(1);
    }

    @Test
    void onOnePrivateNetworkTheAddressIsTriedUntilPacketsProveAnother() {
        tell("192.168.1.7:4000", "192.168.1.1");
        assertThat(target()).isEqualTo("192.168.1.7:4000");
        from("192.168.1.7:4000", 1);
        assertThat(target()).isEqualTo("192.168.1.7:4000");
        from("192.168.1.1:4000", 2);
        assertThat(heard).containsExactly(1);
    }

    // A stream that moves.

    @Test
    void aStreamThatGoesOnElsewhereAfterASilenceIsFollowed() {
        tell(PHONE_BEHIND_NAT);
        talk(NAT, 65_500, 100);
        pass(200);
        from(NAT_REBOUND, 65_500 + 105);

        assertThat(target()).isEqualTo(NAT_REBOUND);
        assertThat(heard).hasSize(101);
    }

    @Test
    void aStreamThatStillSpeaksDoesNotMove() {
        tell(PHONE_BEHIND_NAT);
        talk(NAT, 1, 10);
        from(NAT_REBOUND, 11);

        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void whoeverGuessesOnlySomeOfItIsNotFollowed() {
        tell(PHONE_BEHIND_NAT);
        talk(NAT, 1, 10);
        pass(200);
        arrive(ATTACKER, rtp(8, 11, 0x9999));
        arrive(ATTACKER, rtp(0, 11, SSRC));
        for (int sequence = 40; sequence < 65_536; sequence += 97) from(ATTACKER, sequence);
        from(ATTACKER, 10);
        from(ATTACKER, 5);

        assertThat(target()).isEqualTo(NAT);
        assertThat(heard).hasSize(10);
    }

    // The connected socket.

    @Test
    void aSteadySourceHasTheSocketConnectedAndSilenceUndoesThat() {
        tell(PHONE);
        talk(PHONE, 1, 250);
        assertThat(loop.connectedTo(20000)).isEqualTo(local);
        talk(PHONE, 251, 2);
        assertThat(loop.connectedTo(20000)).isEqualTo(address(PHONE));

        pass(2_900);
        assertThat(loop.connectedTo(20000)).isEqualTo(address(PHONE));
        pass(100);
        assertThat(loop.connectedTo(20000)).isEqualTo(local);

        talk(PHONE, 300, 100);
        assertThat(loop.connectedTo(20000)).isEqualTo(local);
    }

    @Test
    void beingToldAgainDisconnects() {
        tell(PHONE);
        talk(PHONE, 1, 260);
        tell("198.51.100.8:4000");
        from("198.51.100.8:4000", 1);

        assertThat(loop.connectedTo(20000)).isEqualTo(local);
        assertThat(heard).hasSize(261);
    }

    // What the packets are.

    @Test
    void onlyAgreedPayloadTypesPass() {
        tell(PHONE);
        arrive(PHONE, rtp(0, 1, SSRC));
        arrive(PHONE, rtp(8, 2, SSRC));

        assertThat(heard).containsExactly(2);
        assertThat(counters.of(Counted.NOT_AGREED)).isEqualTo(1);
    }

    @Test
    void whatIsNotRtpIsCounted() {
        tell(PHONE);
        arrive(PHONE, ByteBuffer.wrap(new byte[] {0x16, 1, 2, 3}));
        arrive(PHONE, ByteBuffer.wrap(new byte[] {(byte) 0x80, 8, 3}));

        assertThat(heard).isEmpty();
        assertThat(counters.of(Counted.MALFORMED)).isEqualTo(2);
    }

    // RTCP.

    @Test
    void rtcpHasTheOddPortAndGoesWhereSdpSays() {
        tell(PHONE);
        transport.sendRtcp(report(), 0, 8);
        assertThat(loop.sent())
                .singleElement()
                .matches(sent ->
                        sent.from().getPort() == 20001
                                && sent.to().equals(address("198.51.100.7:4001")));

        loop.arrive(
                report(),
                address("198.51.100.7:4001"),
                new InetSocketAddress(local.getAddress(), 20001));
        loop.arrive(report(), address(ATTACKER), new InetSocketAddress(local.getAddress(), 20001));
        assertThat(reports).containsExactly(8);
    }

    @Test
    void rtcpFollowsRtpToWhereItWasLearned() {
        tell(PHONE_BEHIND_NAT);
        from(NAT, 1);
        transport.sendRtcp(report(), 0, 8);

        assertThat(loop.sent())
                .singleElement()
                .matches(sent -> sent.to().equals(address("203.0.113.1:6001")));
    }

    @Test
    void multiplexedItSharesThePortAndTheOddOneIsClosed() {
        tell(PHONE, SIGNALLING, true);
        transport.sendRtcp(report(), 0, 8);
        arrive(PHONE, report());

        assertThat(loop.openPorts()).containsExactly(20000);
        assertThat(loop.sent())
                .singleElement()
                .matches(
                        sent -> sent.from().getPort() == 20000 && sent.to().equals(address(PHONE)));
        assertThat(reports).containsExactly(8);
    }

    @Test
    void closedItKeepsNoPort() {
        tell(PHONE);
        talk(PHONE, 1, 260);
        transport.close();
        transport.close();
        pass(10_000);

        assertThat(loop.openPorts()).isEmpty();
    }

    private void tell(String sdp) {
        tell(sdp, SIGNALLING);
    }

    private void tell(String sdp, String signalling) {
        tell(sdp, signalling, false);
    }

    private void tell(String sdp, String signalling, boolean mux) {
        tell(sdp, signalling, mux, false);
    }

    private void tell(String sdp, String signalling, boolean mux, boolean comedia) {
        var address = address(sdp);
        var rtcp =
                mux ? address : new InetSocketAddress(address.getAddress(), address.getPort() + 1);
        var formats = List.of(new Format(8, Codec.PCMA));
        var host = address(signalling + ":0").getAddress();
        transport.remote(
                new RtpRemote(
                        address,
                        rtcp,
                        mux,
                        host,
                        formats,
                        formats,
                        RtpKeying.PLAIN,
                        Optional.empty(),
                        comedia,
                        false));
    }

    private void talk(String from, int first, int packets) {
        for (int i = 0; i < packets; i++) {
            from(from, first + i);
            pass(20);
        }
    }

    private void from(String from, int sequence) {
        arrive(from, rtp(8, sequence, SSRC));
    }

    private void arrive(String from, ByteBuffer datagram) {
        loop.arrive(datagram, address(from), local);
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    private void send() {
        var packet = new RtpPacket();
        packet.wrap(rtp(8, 1, SSRC), 0, 13);
        transport.send(packet);
    }

    private String target() {
        loop.sent();
        send();
        var sent = loop.sent();
        return sent.isEmpty() ? "nowhere" : sent.getFirst().to().toString().substring(1);
    }

    private static ByteBuffer rtp(int payloadType, int sequence, int ssrc) {
        var packet = ByteBuffer.allocate(13);
        RtpWriter.header(packet, 0, payloadType, false, sequence & 0xFFFF, 160 * sequence, ssrc);
        return packet;
    }

    private static ByteBuffer report() {
        return ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1});
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
